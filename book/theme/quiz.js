// Quizzes: the list of answers becomes radio buttons, or checkboxes where several are right. Each answers at once with its
// reason. What was answered is remembered.
'use strict';

(function () {
    const { get, set, make, id } = checker;

    function quiz(section) {
        const list = [...section.children].find(child => child.matches('ol, ul'));
        const answer = section.querySelector('details.answer');
        const heading = section.querySelector('h2');
        const explained = answer ? [...answer.querySelectorAll(':scope > ol > li, :scope > ul > li')] : [];
        const right = section.dataset.right.split(' ').map(Number);
        if (!list || !heading || explained.length !== list.children.length) {
            return;
        }
        const several = right.length > 1;
        const name = id();
        const key = location.pathname.split('/').pop() + '#' + heading.id;
        const reasons = make('div', { className: 'reasons', role: 'status' });

        const inputs = [...list.children].map(function (item, index) {
            const input = make('input', { type: several ? 'checkbox' : 'radio', name, id: id(), value: index + 1 });
            const label = make('label', { for: input.id }, ...item.childNodes);
            item.append(input, label);
            return input;
        });
        const group = make('div', { className: 'choices', role: several ? 'group' : 'radiogroup' });
        group.setAttribute('aria-labelledby', heading.id);
        list.before(group);
        group.append(list);
        group.after(reasons);
        section.classList.add('ready');

        function show() {
            const picked = inputs.filter(input => input.checked);
            reasons.replaceChildren(...picked.map(function (input) {
                const is = right.includes(Number(input.value));
                input.closest('li').dataset.verdict = is ? 'right' : 'wrong';
                const mark = make('span', { className: 'verdict', 'aria-hidden': 'true' }, is ? '✔ ' : '✘ ');
                const reason = explained[Number(input.value) - 1].cloneNode(true);
                return make('div', { className: is ? 'reason right' : 'reason wrong' }, mark, ...reason.childNodes);
            }));
            for (const input of inputs.filter(input => !input.checked)) {
                delete input.closest('li').dataset.verdict;
            }
            const found = picked.filter(input => right.includes(Number(input.value))).length;
            if (several && picked.length > 0) {
                reasons.append(make('p', {}, found + ' of ' + right.length + ' right answers found.'));
            }
        }

        group.addEventListener('change', function () {
            show();
            const all = get('quizzes', {});
            set('quizzes', { ...all, [key]: inputs.filter(input => input.checked).map(input => Number(input.value)) });
        });
        // mdbook must not turn the page while somebody walks through the answers.
        group.addEventListener('keydown', event => event.stopPropagation());

        const before = get('quizzes', {})[key];
        if (Array.isArray(before)) {
            for (const input of inputs) {
                input.checked = before.includes(Number(input.value));
            }
            show();
        }
    }

    document.querySelectorAll('section.quiz').forEach(quiz);
})();
