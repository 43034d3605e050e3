// Exercises: hints that come one after the other, a tick for what is done, and folds that open when a link leads to them.
'use strict';

(function () {
    const { get, set, on, make, id } = checker;

    // The next hint appears when the one before it was opened.
    for (const card of document.querySelectorAll('section.exercise')) {
        const hints = [...card.querySelectorAll('details.hint')];
        hints.forEach(function (hint, index) {
            hint.classList.toggle('later', index > 0);
            hint.addEventListener('toggle', function () {
                if (hint.open && hints[index + 1]) {
                    hints[index + 1].classList.remove('later');
                }
            });
        });
    }

    function ticks() {
        const done = get('done', {});
        for (const box of document.querySelectorAll('.done input')) {
            box.checked = box.value in done;
            box.closest('section.exercise').classList.toggle('is-done', box.checked);
        }
    }
    for (const card of document.querySelectorAll('section.exercise')) {
        const box = make('input', { type: 'checkbox', id: id(), value: card.dataset.exercise });
        box.addEventListener('change', function () {
            const done = { ...get('done', {}) };
            if (box.checked) {
                done[box.value] = new Date().toISOString();
            } else {
                delete done[box.value];
            }
            set('done', done);
        });
        card.append(make('p', { className: 'done' }, box, make('label', { for: box.id }, 'I have done this exercise')));
    }
    ticks();
    on('done', ticks);

    // A finding of the checker leads to its mistake: the fold is opened, and those around it.
    function reveal() {
        let name = '';
        try {
            name = decodeURIComponent(location.hash.slice(1));
        } catch (e) { /* no name that we gave */ }
        const target = name && document.getElementById(name);
        if (!target || !target.closest('details')) {
            return;
        }
        for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) {
            fold.classList.remove('later');
            fold.open = true;
        }
        target.scrollIntoView();
    }
    reveal();
    window.addEventListener('hashchange', reveal);

    // Paper has no folds.
    let closed = [];
    window.addEventListener('beforeprint', function () {
        closed = [...document.querySelectorAll('main details:not([open])')];
        closed.forEach(fold => { fold.open = true; });
    });
    window.addEventListener('afterprint', () => closed.forEach(fold => { fold.open = false; }));
})();
