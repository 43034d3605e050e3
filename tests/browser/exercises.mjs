// Exercises, quizzes, progress, and the page of mistakes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const quiz = page => page.locator('section.quiz').first();
const reasons = page => quiz(page).locator('.reasons');

export const checks = {
    async 'a card says what to do, when it is done and how to begin'(place) {
        const page = await place.open(await place.reader());
        const card = page.locator('section.exercise').first();
        assert.equal(await card.locator('.tasks > ol > li').count(), 4);
        assert.equal((await card.locator('pre.terminal .typed').first().textContent()), '$ checker start first-venv');
    },
    async 'a hint appears when the one before it was opened'(place) {
        const page = await place.open(await place.reader());
        const hints = page.locator('section.exercise').first().locator('details.hint');
        assert.equal(await hints.count(), 3);
        for (const shown of [1, 2, 3]) {
            await hints.nth(shown).waitFor({ state: shown < 3 ? 'hidden' : 'detached' });
            await hints.nth(shown - 1).locator('summary').click();
            if (shown < 3) {
                await hints.nth(shown).waitFor({ state: 'visible' });
            }
        }
    },
    async 'a quiz answers at once, with the reason'(place) {
        const page = await place.open(await place.reader());
        assert.equal(await reasons(page).textContent(), '');
        assert.equal(await quiz(page).locator('details.answer').isVisible(), false);
        await quiz(page).getByRole('radio').first().check();
        assert.match(await reasons(page).textContent(), /✘ No\. The environment has its own place/);
        await quiz(page).getByRole('radio').nth(2).check();
        assert.match(await reasons(page).textContent(), /✔ Yes\. It is in Example\/lib/);
        assert.equal(await reasons(page).locator('.reason').count(), 1);
    },
    async 'a quiz is answered by keyboard, and the page stays'(place) {
        const page = await place.open(await place.reader());
        await quiz(page).getByRole('radio').first().focus();
        await page.keyboard.press('Space');
        await page.keyboard.press('ArrowRight');
        assert.match(await reasons(page).textContent(), /No\. That is where/);
        await page.keyboard.press('ArrowDown');
        assert.match(await reasons(page).textContent(), /Yes\./);
        assert.ok(page.url().endsWith('/venv.html'));
    },
    async 'an answer is there again after a reload'(place) {
        const page = await place.open(await place.reader());
        await quiz(page).getByRole('radio').nth(1).check();
        await page.reload();
        assert.ok(await quiz(page).getByRole('radio').nth(1).isChecked());
        assert.match(await reasons(page).textContent(), /No\./);
    },
    async 'every quiz has a choice for each answer and reasons for all'(place) {
        const context = await place.reader();
        for (const address of await place.lessons()) {
            const page = await place.open(context, address);
            for (const one of await page.locator('section.quiz').all()) {
                const right = (await one.getAttribute('data-right')).split(' ').length;
                const inputs = one.locator(right > 1 ? 'input[type=checkbox]' : 'input[type=radio]');
                assert.ok(await inputs.count() > 1, address);
                assert.equal(await inputs.count(), await one.locator('details.answer > :is(ol, ul) > li').count(), address);
            }
            await page.close();
        }
    },
    async 'ticks survive a reload, are counted, and can be saved and forgotten'(place) {
        const page = await place.open(await place.reader());
        await page.getByLabel('I have done this exercise').first().check();
        await page.reload();
        assert.ok(await page.getByLabel('I have done this exercise').first().isChecked());
        await page.locator('.settings-button').click();
        assert.match(await page.locator('dialog.settings').textContent(), /You have ticked 1 exercise\./);
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()]);
        const saved = JSON.parse(await readFile(await file.path(), 'utf8'));
        assert.deepEqual(Object.keys(saved.done), ['first-venv']);
        assert.equal(saved.format, 1);
        await page.getByRole('button', { name: 'Forget' }).click();
        assert.match(await page.locator('dialog.settings').textContent(), /You have ticked 0 exercises\./);
        assert.equal(await page.locator('section.is-done').count(), 0);
    },
    async 'blocked storage breaks nothing'(place) {
        const context = await place.reader({}, () => {
            Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
        });
        // mdbook's own scripts ask the storage too, and some of their errors are not caught.
        const page = await place.open(context);
        place.problems = place.problems.filter(problem => !/blocked/.test(problem));
        await page.getByLabel('I have done this exercise').first().check();
        await page.getByRole('tab', { name: 'HPC2N' }).first().click();
        assert.equal(await page.getByRole('tab', { name: 'HPC2N', selected: true }).count(), await page.getByRole('tablist', { name: 'Site' }).count());
        await quiz(page).getByRole('radio').nth(2).check();
        assert.match(await reasons(page).textContent(), /Yes\./);
    },
    async 'what others stored under our names breaks nothing'(place) {
        const context = await place.reader({}, () => {
            for (const [key, value] of [['done', '7'], ['quizzes', '"x"'], ['site', '{}'], ['shell', '[1]'], ['project', 'null'], ['teacher', '{{']]) {
                localStorage.setItem('checker-' + key, value);
            }
        });
        const page = await place.open(context);
        await page.getByLabel('I have done this exercise').first().check();
        assert.equal(await page.locator('section.is-done').count(), 1);
    },
    async 'a link to a mistake opens it'(place) {
        const context = await place.reader();
        const page = await place.open(context, 'troubleshooting.html#externally-managed');
        const fold = page.locator('#externally-managed');
        assert.equal(await fold.evaluate(element => element.open), true);
        assert.ok(await fold.locator('pre').isVisible());
        const top = (await fold.boundingBox()).y;
        assert.ok(top > -5 && top < 900, `${top}`);
    },
    async 'an error message leads to its mistake, by the pattern of the checker'(place) {
        const page = await place.open(await place.reader(), 'troubleshooting.html');
        const all = await page.locator('details.mistake:visible').count();
        const box = page.getByLabel('Paste an error message');
        await box.fill('error: externally-managed-environment\n\n× This environment is externally managed');
        const ids = () => page.locator('details.mistake:visible').evaluateAll(folds => folds.map(fold => fold.id));
        assert.ok((await ids()).includes('externally-managed'));
        assert.ok((await ids()).length <= 3, `${await ids()}`);
        await box.fill('qqqqqq');
        assert.deepEqual(await ids(), []);
        assert.equal(await page.locator('.matches').textContent(), 'No mistake on this page matches.');
        await box.fill('');
        assert.equal((await ids()).length, all);
    },
    async 'notes for teachers are there for those who ask'(place) {
        const context = await place.reader();
        const page = await place.open(context);
        assert.equal(await page.locator('details.teacher').isVisible(), false);
        await page.locator('.settings-button').click();
        await page.getByLabel('Show notes for teachers').check();
        await page.getByRole('button', { name: 'Close' }).click();
        assert.equal(await page.locator('details.teacher').isVisible(), true);
        const other = await place.open(await place.reader(), 'venv.html?teacher');
        assert.equal(await other.locator('details.teacher').isVisible(), true);
    },
};
