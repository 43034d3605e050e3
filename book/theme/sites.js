// Tabs: which site's panel is shown, which shell's, and which site's values stand in the text. One choice for all pages.
'use strict';

(function () {
    const { get, set, on, make, id } = checker;
    const course = document.querySelector('.course-sites');
    const names = course ? JSON.parse(course.dataset.names) : {};
    const asked = new URLSearchParams(location.search);

    // The reader's choice, from the address, the browser, or the book.
    function chosen(kind) {
        if (kind === 'shell') {
            return get('shell', 'bash');
        }
        const site = get('site', '');
        return site in names ? site : course ? course.dataset.chosen : '';
    }

    if (asked.get('site') in names) {
        set('site', asked.get('site'));
    }
    if (asked.get('shell')) {
        set('shell', asked.get('shell'));
    }

    const listOf = (panel, kind) => (kind === 'shell' ? panel.dataset.shells : panel.dataset.sites).split(' ');

    function tabs(group) {
        const kind = group.dataset.choose;
        const panels = [...group.children].filter(child => child.classList.contains('panel'));
        const covered = new Set(panels.flatMap(panel => listOf(panel, kind)));
        const choices = kind === 'shell' ? [...covered] : Object.keys(names).filter(name => covered.has(name));
        const strip = make('div', { className: 'tab-strip', role: 'tablist', 'aria-label': kind === 'shell' ? 'Shell' : 'Site' });
        const buttons = choices.map(function (choice) {
            const button = make('button', { type: 'button', id: id(), role: 'tab' }, names[choice] || choice);
            button.dataset.choice = choice;
            const own = panels.filter(panel => listOf(panel, kind).includes(choice));
            for (const panel of own) {
                panel.id = panel.id || id();
                panel.setAttribute('role', 'tabpanel');
            }
            button.setAttribute('aria-controls', own.map(panel => panel.id).join(' '));
            button.addEventListener('click', function () {
                // What stands above may become longer or shorter: what was clicked stays under the pointer.
                const before = button.getBoundingClientRect().top;
                set(kind, choice);
                window.scrollBy({ top: button.getBoundingClientRect().top - before, behavior: 'instant' });
            });
            return button;
        });
        strip.append(...buttons);
        strip.addEventListener('keydown', function (event) {
            const at = buttons.indexOf(event.target);
            const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
            if (at < 0 || to === undefined) {
                return;
            }
            // mdbook would turn the page.
            event.stopPropagation();
            event.preventDefault();
            const button = buttons[(to + buttons.length) % buttons.length];
            button.click();
            button.focus();
        });

        function show() {
            const wanted = choices.includes(chosen(kind)) ? chosen(kind) : choices[0];
            for (const button of buttons) {
                const selected = button.dataset.choice === wanted;
                button.setAttribute('aria-selected', selected);
                button.tabIndex = selected ? 0 : -1;
            }
            for (const panel of panels) {
                panel.hidden = !listOf(panel, kind).includes(wanted);
                const tab = buttons.find(button => button.dataset.choice === wanted);
                panel.setAttribute('aria-labelledby', tab.id);
            }
        }
        if (buttons.length === 0) {
            return;
        }
        group.prepend(strip);
        group.classList.add('ready');
        show();
        on(kind, show);
    }

    // A panel without neighbours is a fold: open for those whom it is for.
    function fold(details) {
        const kind = details.dataset.shells ? 'shell' : 'site';
        const show = () => { details.open = listOf(details, kind).includes(chosen(kind)); };
        show();
        on(kind, show);
    }

    function values() {
        for (const value of document.querySelectorAll('.value[data-values]')) {
            const all = JSON.parse(value.dataset.values);
            const text = all[chosen('site')];
            if (text !== undefined && value.textContent !== text) {
                value.textContent = text;
            }
        }
    }

    document.querySelectorAll('.tabs').forEach(tabs);
    document.querySelectorAll('details.site[data-sites], details.has[data-sites], details.shell[data-shells]').forEach(fold);
    values();
    on('site', values);
    const early = document.getElementById('checker-before-scripts');
    if (early) {
        early.remove();
    }

    checker.sites = { names, chosen };
})();
