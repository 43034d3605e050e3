// What mdbook's own page lacks for people who use a keyboard or a screen reader.
'use strict';

(function () {
    const { make } = checker;

    // The button of the sidebar is a label, which no keyboard reaches.
    const label = document.getElementById('mdbook-sidebar-toggle');
    const box = document.getElementById('mdbook-sidebar-toggle-anchor');
    if (label && box) {
        const button = make('button', { type: 'button', className: 'icon-button', title: label.title }, ...label.childNodes);
        for (const name of ['aria-label', 'aria-controls']) {
            button.setAttribute(name, label.getAttribute(name));
        }
        const state = () => button.setAttribute('aria-expanded', box.checked);
        button.addEventListener('click', () => box.click());
        box.addEventListener('change', state);
        state();
        // mdbook keeps attributes of the label up to date, so it stays, out of sight.
        label.hidden = true;
        for (const name of ['aria-label', 'aria-controls', 'aria-expanded', 'title']) {
            label.removeAttribute(name);
        }
        label.removeAttribute('for');
        label.before(button);
        box.tabIndex = -1;
        box.setAttribute('aria-hidden', 'true');
    }

    // Landmarks, so that nothing stands outside of one.
    const role = (selector, name) => {
        const element = document.querySelector(selector);
        if (element) {
            element.setAttribute('role', name);
        }
    };
    role('#mdbook-menu-bar', 'banner');
    role('#mdbook-search-wrapper', 'search');

    const search = document.getElementById('mdbook-searchbar');
    if (search) {
        search.setAttribute('aria-label', 'Search this book');
    }

    // The title of the book is no heading of the page.
    const title = document.querySelector('.menu-title');
    if (title) {
        title.setAttribute('role', 'presentation');
    }

    // A corner of a table that says nothing is no heading.
    for (const corner of document.querySelectorAll('main th')) {
        if (corner.textContent.trim() === '') {
            corner.replaceWith(document.createElement('td'));
        }
    }

    // What scrolls sideways must be reached by keyboard.
    const scrolls = () => {
        for (const element of document.querySelectorAll('main pre > code, main .table-wrapper')) {
            if (element.scrollWidth > element.clientWidth) {
                element.tabIndex = 0;
            } else {
                element.removeAttribute('tabindex');
            }
        }
    };
    scrolls();
    window.addEventListener('resize', scrolls);
    document.addEventListener('toggle', scrolls, true);

    // One light theme and one dark. The others go from the list, because its arrow keys walk it.
    for (const name of ['rust', 'coal', 'ayu']) {
        const entry = document.getElementById('mdbook-theme-' + name);
        if (entry) {
            entry.parentElement.remove();
        }
    }
    const dark = document.getElementById('mdbook-theme-navy');
    if (dark) {
        dark.textContent = 'Dark';
    }
})();
