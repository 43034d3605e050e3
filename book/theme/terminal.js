// Command blocks: a button that copies what is typed, without prompts and output; and the reader's own names in commands.
'use strict';

(function () {
    const { get, on, make } = checker;

    // What a site cannot know. It stands in capitals in the lessons.
    const PLACEHOLDER = /\bPROJECT\b/;

    function own() {
        for (const code of document.querySelectorAll('main code')) {
            // Where the word stands alone, the text speaks of it.
            if (code.textContent === 'PROJECT') {
                continue;
            }
            const texts = [];
            const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                if (!walker.currentNode.parentElement.closest('.own') && PLACEHOLDER.test(walker.currentNode.data)) {
                    texts.push(walker.currentNode);
                }
            }
            for (const text of texts) {
                const pieces = text.data.split(/\b(PROJECT)\b/);
                text.replaceWith(...pieces.map(piece =>
                    piece === 'PROJECT' ? make('span', { className: 'own' }, piece) : piece));
            }
        }
        const name = get('project', '') || 'PROJECT';
        for (const place of document.querySelectorAll('.own')) {
            place.textContent = name;
        }
    }

    // What is typed in a block of commands, or in a plain one that shows a terminal with its prompts.
    const PROMPT = /^(?:\([^)]*\) )*\$ /;
    function typed(pre) {
        if (pre.classList.contains('terminal')) {
            return [...pre.querySelectorAll('.typed')].map(function (line) {
                const prompt = line.querySelector('.prompt');
                return line.textContent.slice(prompt ? prompt.textContent.length : 0);
            });
        }
        const lines = [];
        let goesOn = false;
        for (const line of pre.querySelector('code').textContent.split('\n')) {
            const prompt = PROMPT.exec(line);
            goesOn = prompt !== null || (goesOn && /^>( |$)/.test(line));
            if (goesOn) {
                lines.push(line.slice(prompt ? prompt[0].length : 2));
            }
        }
        return lines;
    }
    const commands = pre => typed(pre).join('\n') + '\n';

    async function copy(text) {
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch (e) {
            // Without a secure connection there is no clipboard but this one.
            const area = make('textarea', { value: text, className: 'visually-hidden' });
            document.body.append(area);
            area.select();
            const copied = document.execCommand('copy');
            area.remove();
            return copied;
        }
    }

    for (const pre of document.querySelectorAll('main pre.terminal, main pre:has(> code.language-text)')) {
        const theirs = pre.querySelector('.buttons');
        // Other text is copied as it is.
        if (!pre.classList.contains('terminal') && typed(pre).length === 0) {
            continue;
        }
        if (theirs) {
            theirs.remove();
        }
        // Nobody copies a mistake, nor what is done for them.
        if (pre.closest('details.mistake') || pre.classList.contains('given')) {
            continue;
        }
        const said = make('span', { className: 'visually-hidden', role: 'status' });
        const button = make('button', { type: 'button', className: 'copy-commands' }, 'Copy');
        button.setAttribute('aria-label', 'Copy the commands');
        button.addEventListener('click', async function () {
            const copied = await copy(commands(pre));
            button.textContent = said.textContent = copied ? 'Copied' : 'Could not copy';
            button.addEventListener('blur', () => { button.textContent = 'Copy'; said.textContent = ''; }, { once: true });
        });
        pre.before(make('div', { className: 'terminal-tools' }, button, said));
    }

    own();
    on('project', own);
    on('site', own);
})();
