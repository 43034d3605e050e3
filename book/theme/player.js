// Recordings of solutions: a player over the transcript, loaded when its fold is opened; nothing plays by itself. Where
// motion is not wanted there is no play, but one step after the other.
'use strict';

checker.recordings = {};

(function () {
    const { make } = checker;
    // In seconds: a pause at most, and a prompt at least.
    const LONGEST = 2;
    const BEFORE_TYPING = 1.2;
    const PROMPT = /\$ (?:\x1b\[\?2004h)?$/;
    const SEQUENCE = /\x1b\[([?>=]?[0-9;]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|[^]/gu;

    // A terminal for programs that print line by line. Colours are left out: nothing depends on them.
    function terminal() {
        let lines = [[]];
        let row = 0;
        let column = 0;
        function control(parameters, letter) {
            const count = Math.max(1, parseInt(parameters, 10) || 1);
            const line = lines[row];
            switch (letter) {
            case 'A': row = Math.max(0, row - count); break;
            case 'B': row = Math.min(lines.length - 1, row + count); break;
            case 'C': column += count; break;
            case 'D': column = Math.max(0, column - count); break;
            case 'G': column = count - 1; break;
            case 'P': line.splice(column, count); break;
            case '@': line.splice(column, 0, ...' '.repeat(count)); break;
            case 'K':
                if (parameters === '1' || parameters === '2') {
                    line.fill(' ', 0, column + 1);
                }
                if (parameters !== '1') {
                    line.length = Math.min(line.length, column);
                }
                break;
            case 'J':
                if (parameters === '2' || parameters === '3') {
                    lines = [[]];
                    row = column = 0;
                } else {
                    line.length = Math.min(line.length, column);
                    lines.length = row + 1;
                }
            }
        }
        return {
            feed(text) {
                for (const [piece, parameters, letter] of text.matchAll(SEQUENCE)) {
                    if (letter) {
                        control(parameters, letter);
                    } else if (piece === '\n') {
                        row += 1;
                        lines[row] = lines[row] || [];
                    } else if (piece === '\r') {
                        column = 0;
                    } else if (piece === '\b') {
                        column = Math.max(0, column - 1);
                    } else if (piece === '\t') {
                        column += 8 - column % 8;
                    } else if (piece >= ' ' && piece !== '\x7f') {
                        lines[row][column] = piece;
                        column += 1;
                    }
                }
            },
            text: () => lines.map(line => Array.from(line, c => c || ' ').join('')).join('\n'),
        };
    }

    function timed(frames) {
        let at = 0;
        return frames.map(function ([time, text], index) {
            const [before, shown] = frames[index - 1] || [time, ''];
            at += Math.max(Math.min(time - before, LONGEST), PROMPT.test(shown) ? BEFORE_TYPING : 0);
            return { at, text };
        });
    }

    function load(source, name) {
        return new Promise(function (resolve, reject) {
            if (checker.recordings[name]) {
                resolve(timed(checker.recordings[name]));
                return;
            }
            const script = make('script', { src: source });
            script.addEventListener('load', () => resolve(timed(checker.recordings[name])));
            script.addEventListener('error', reject);
            document.head.append(script);
        });
    }

    const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

    function player(fold) {
        const name = fold.dataset.exercise;
        const play = make('button', { type: 'button' }, 'Play');
        const step = make('button', { type: 'button' }, 'Next command');
        const position = make('input', { type: 'range', min: 0, max: 0, value: 0, step: 'any', 'aria-label': 'Position' });
        const time = make('span', { className: 'player-time' });
        const screen = make('pre', { className: 'player-screen', tabIndex: 0, role: 'group', 'aria-label': `Screen of the recording of ${name}` });
        const said = make('span', { role: 'status' });
        const tools = make('div', { className: 'player-tools' }, play, step, position, time, said);
        const box = make('div', { className: 'player', role: 'group', 'aria-label': `Player of the recording of ${name}` }, tools, screen);
        let frames = null;
        let next = 0;
        let shown = terminal();
        let timer = null;
        play.hidden = matchMedia('(prefers-reduced-motion: reduce)').matches;

        function goTo(index) {
            if (index < next) {
                next = 0;
                shown = terminal();
            }
            for (; next < index; next += 1) {
                shown.feed(frames[next].text);
            }
            const last = frames[frames.length - 1].at;
            const at = next > 0 ? frames[next - 1].at : 0;
            screen.textContent = shown.text();
            screen.scrollTop = screen.scrollHeight;
            position.max = last;
            position.value = at;
            position.setAttribute('aria-valuetext', `${clock(at)} of ${clock(last)}`);
            time.textContent = `${clock(at)} / ${clock(last)}`;
        }
        function pause() {
            clearTimeout(timer);
            timer = null;
            play.textContent = 'Play';
        }
        function tick() {
            goTo(next + 1);
            if (next === frames.length) {
                pause();
            } else {
                timer = setTimeout(tick, 1000 * (frames[next].at - frames[next - 1].at));
            }
        }
        async function ready() {
            if (!frames) {
                try {
                    frames = await load(fold.dataset.recording, name);
                } catch (e) {
                    said.textContent = 'It could not be loaded. The text below has all of it.';
                    return false;
                }
            }
            return true;
        }
        play.addEventListener('click', async function () {
            if (timer !== null) {
                pause();
            } else if (await ready()) {
                if (next === frames.length) {
                    goTo(0);
                }
                play.textContent = 'Pause';
                tick();
            }
        });
        step.addEventListener('click', async function () {
            if (await ready()) {
                pause();
                // Up to a prompt; the first is there at once.
                const [, ...prompts] = [...frames.keys()].filter(index => PROMPT.test(frames[index].text));
                const from = next === frames.length ? 0 : next;
                goTo((prompts.find(index => index >= from) ?? frames.length - 1) + 1);
            }
        });
        position.addEventListener('input', async function () {
            const wanted = Number(position.value);
            if (await ready()) {
                pause();
                goTo(frames.filter(frame => frame.at <= wanted).length);
            }
        });
        // mdbook turns the page at an arrow key.
        box.addEventListener('keydown', event => event.stopPropagation());
        fold.addEventListener('toggle', pause);
        ready().then(is => is && goTo(0));
        return box;
    }

    for (const fold of document.querySelectorAll('details.recording')) {
        fold.addEventListener('toggle', function () {
            fold.querySelector('.transcript').before(player(fold));
        }, { once: true });
    }
})();
