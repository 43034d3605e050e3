// The reader's settings: a button in the menu bar, and a dialog with the site, names of their own, and what they have done.
'use strict';

(function () {
    const { get, set, on, make, id } = checker;
    const { names, chosen } = checker.sites;
    const bar = document.querySelector('.right-buttons');
    if (!bar) {
        return;
    }

    const button = make('button', { type: 'button', className: 'settings-button', 'aria-haspopup': 'dialog' });
    const dialog = make('dialog', { className: 'settings', 'aria-labelledby': id() });
    const field = (label, control, note) => make('div', { className: 'field' },
        make('label', { for: control.id }, label), control, ...(note ? [make('p', { className: 'note' }, note)] : []));
    const title = make('h2', { id: dialog.getAttribute('aria-labelledby') }, 'Your settings');
    dialog.append(title);

    if (Object.keys(names).length > 0) {
        const site = make('select', { id: id() },
            ...Object.entries(names).map(([value, name]) => make('option', { value }, name)));
        const show = () => {
            site.value = chosen('site');
            button.textContent = names[chosen('site')] || 'Settings';
            button.setAttribute('aria-label', 'Your settings. Site: ' + button.textContent);
        };
        site.addEventListener('change', () => set('site', site.value));
        dialog.append(field('Your site', site, 'Commands and values on all pages are those of this site.'));
        show();
        on('site', show);
    } else {
        button.textContent = 'Settings';
    }
    const shells = [...new Set([...document.querySelectorAll('[data-shells]')].flatMap(one => one.dataset.shells.split(' ')))];
    if (shells.length > 0) {
        const shell = make('select', { id: id() },
            ...[...new Set(['bash', ...shells])].map(value => make('option', { value }, value)));
        shell.addEventListener('change', () => set('shell', shell.value));
        const show = () => { shell.value = chosen('shell'); };
        dialog.append(field('Your shell', shell));
        show();
        on('shell', show);
    }

    const project = make('input', { type: 'text', id: id(), autocomplete: 'off', spellcheck: false, value: get('project', '') });
    project.addEventListener('input', () => set('project', project.value.trim()));
    dialog.append(field('Your project', project, 'Stands in commands in place of PROJECT. It stays in this browser.'));

    const teacher = make('input', { type: 'checkbox', id: id() });
    teacher.checked = document.documentElement.classList.contains('teacher');
    teacher.addEventListener('change', function () {
        document.documentElement.classList.toggle('teacher', teacher.checked);
        set('teacher', teacher.checked);
    });
    dialog.append(make('div', { className: 'field tick' }, teacher, make('label', { for: teacher.id }, 'Show notes for teachers')));

    const count = make('p', { role: 'status' });
    const tell = function () {
        const number = Object.keys(get('done', {})).length;
        count.textContent = number === 1 ? 'You have ticked 1 exercise.' : 'You have ticked ' + number + ' exercises.';
    };
    const save = make('button', { type: 'button', className: 'save' }, 'Save as a file');
    save.addEventListener('click', function () {
        const progress = { format: 1, course: document.querySelector('.menu-title').textContent, done: get('done', {}) };
        const file = new Blob([JSON.stringify(progress, null, 2) + '\n'], { type: 'application/json' });
        const link = make('a', { href: URL.createObjectURL(file), download: 'progress.json' });
        link.click();
        URL.revokeObjectURL(link.href);
    });
    const forget = make('button', { type: 'button', className: 'forget' }, 'Forget ticks and answers');
    forget.addEventListener('click', function () {
        set('done', {});
        set('quizzes', {});
    });
    const close = make('button', { type: 'button', className: 'close' }, 'Close');
    close.addEventListener('click', () => dialog.close());
    dialog.append(count, make('div', { className: 'actions' }, save, forget, close));
    tell();
    on('done', tell);

    // Keys typed here are not for mdbook, which searches and turns pages.
    dialog.addEventListener('keydown', event => event.stopPropagation());
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
    button.addEventListener('click', () => dialog.showModal());
    bar.prepend(button);
    document.body.append(dialog);
})();
