// The page of mistakes: paste an error message, see those that match. The checker's own patterns come first, then words.
'use strict';

(function () {
    const { make, id } = checker;
    const place = document.querySelector('.mistake-filter');
    if (!place) {
        return;
    }
    // Words that say nothing of what went wrong.
    const COMMON = new Set(('the and for not with that this you your are was were has have from into there which what ' +
        'when then than but can did does had its all any one error warning').split(' '));
    const words = text => (text.toLowerCase().match(/[a-z0-9_][a-z0-9_.-]{2,}/g) || [])
        .map(word => word.replace(/[.-]+$/, '')).filter(word => !COMMON.has(word));

    // A pattern of the checker; one that this browser does not understand is left out.
    function pattern(source) {
        const flags = /^\(\?([a-z]+)\)/.exec(source);
        try {
            return new RegExp(flags ? source.slice(flags[0].length) : source, 'm' + (flags ? flags[1].replace(/[^is]/g, '') : ''));
        } catch (e) {
            return null;
        }
    }

    const mistakes = [...document.querySelectorAll('main details.mistake')].map(function (fold) {
        const patterns = JSON.parse(fold.dataset.output || '[]').map(pattern).filter(Boolean);
        const seen = [...fold.querySelectorAll('summary, pre')].map(part => part.textContent).join(' ');
        const way = fold.nextElementSibling;
        const back = way && way.matches('details.recover') ? way : null;
        return { fold, back, patterns, words: new Set(words(seen)), all: fold.textContent.toLowerCase() };
    });
    const headings = [...document.querySelectorAll('main h2')];

    const box = make('textarea', { id: id(), rows: 3, spellcheck: false });
    const said = make('p', { role: 'status', className: 'matches' });
    place.append(
        make('label', { for: box.id }, 'Paste an error message, or a few words of it'), box, said);
    place.classList.add('ready');

    function score(mistake, text, asked) {
        const known = mistake.patterns.some(one => one.test(text)) ? 100 : 0;
        const strong = asked.filter(word => mistake.words.has(word)).length;
        const weak = asked.filter(word => mistake.all.includes(word)).length;
        return known + strong * 3 + (weak === asked.length && asked.length > 0 ? 2 : 0);
    }

    function filter() {
        const text = box.value.trim();
        const asked = [...new Set(words(text))];
        const scores = mistakes.map(mistake => (text === '' ? 1 : score(mistake, text, asked)));
        const best = Math.max(0, ...scores);
        const shown = mistakes.filter(function (mistake, index) {
            // A pattern that matches beats words that happen to.
            const matches = scores[index] > 0 && (best < 100 || scores[index] >= 100);
            mistake.fold.hidden = !matches;
            if (mistake.back) {
                mistake.back.hidden = !matches;
            }
            return matches;
        });
        for (const heading of headings) {
            let any = text === '';
            for (let next = heading.nextElementSibling; next && next.tagName !== 'H2'; next = next.nextElementSibling) {
                any = any || (next.matches('details.mistake') && !next.hidden);
            }
            heading.hidden = !any;
        }
        said.textContent = text === '' ? '' : shown.length === 0
            ? 'No mistake on this page matches.'
            : shown.length + (shown.length === 1 ? ' mistake matches.' : ' mistakes match.');
    }
    box.addEventListener('input', filter);
    // A link to a mistake must lead to it, whatever stands in the box.
    window.addEventListener('hashchange', function () {
        box.value = '';
        filter();
    });
})();
