// The player of recordings, over their transcripts.
import assert from 'node:assert/strict';
import { violations } from './axe.mjs';

const fold = page => page.locator('details.recording').first();
const button = (page, name) => fold(page).getByRole('button', { name });
const screen = page => fold(page).locator('.player-screen').textContent();
const transcript = page => fold(page).locator('.transcript').textContent();

async function opened(place, options = {}) {
    const page = await place.open(await place.reader(options));
    await fold(page).locator('summary').first().click();
    await page.waitForFunction(() => document.querySelector('.player-time').textContent.startsWith('0:00 / '));
    return page;
}

export const checks = {
    async 'nothing is loaded and nothing plays before somebody wants it'(place) {
        const page = await place.open(await place.reader());
        assert.equal(await page.locator('.player').count(), 0);
        assert.equal(await page.evaluate(() => Object.keys(checker.recordings).length), 0);
        await fold(page).locator('summary').first().click();
        await page.waitForFunction(() => document.querySelector('.player-time').textContent.startsWith('0:00 / '));
        assert.equal(await screen(page), '');
        assert.equal(await button(page, 'Play').count(), 1);
    },
    async 'it plays to its end, pauses on request, and then shows what the transcript says'(place) {
        // Time is the test's own: it goes on only when it is told to.
        const context = await place.reader();
        const page = await context.newPage();
        place.watch(page);
        await page.clock.install();
        await page.goto(place.origin + 'venv.html');
        await fold(page).locator('summary').first().click();
        await page.waitForFunction(() => document.querySelector('.player-time').textContent.startsWith('0:00 / '));
        await button(page, 'Play').click();
        await button(page, 'Pause').waitFor();
        await page.clock.runFor(1300);
        const early = await screen(page);
        assert.match(early, /^\$ python3 -m venv Example\n/);
        await button(page, 'Pause').click();
        await page.clock.runFor(60000);
        assert.equal(await screen(page), early);
        await button(page, 'Play').click();
        await page.clock.runFor(120000);
        await button(page, 'Play').waitFor();
        const plain = text => text.split('\n').map(line => line.trimEnd()).join('\n').trim().replace(/\n\$$/, '');
        assert.equal(plain(await screen(page)), plain(await transcript(page)));
    },
    async 'each press of the other button shows one command with what comes of it'(place) {
        const page = await opened(place);
        await button(page, 'Next command').click();
        assert.equal((await screen(page)).trim(), '$ python3 -m venv Example\n$');
        await button(page, 'Next command').click();
        assert.equal((await screen(page)).trim(), '$ python3 -m venv Example\n$ source Example/bin/activate\n(Example) $');
    },
    async 'it is played by keyboard, and the page stays'(place) {
        const page = await opened(place);
        await button(page, 'Next command').focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('ArrowRight');
        assert.ok((await screen(page)).startsWith('$ python3'));
        await page.keyboard.press('Tab');
        const position = fold(page).getByRole('slider', { name: 'Position' });
        assert.equal(await position.evaluate(element => element === document.activeElement), true);
        await page.keyboard.press('End');
        assert.match(await screen(page), /deactivate/);
        assert.match(await position.getAttribute('aria-valuetext'), /^(\d+:\d\d) of \1$/);
        await page.keyboard.press('Home');
        assert.doesNotMatch(await screen(page), /deactivate/);
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.className), 'player-screen');
        assert.ok(page.url().endsWith('/venv.html'));
    },
    async 'where motion is not wanted there is no play'(place) {
        const page = await opened(place, { reducedMotion: 'reduce' });
        assert.equal(await button(page, 'Play').count(), 0);
        await button(page, 'Next command').click();
        assert.match(await screen(page), /python3 -m venv/);
    },
    async 'without JavaScript, and on paper, there is the transcript'(place) {
        const page = await place.open(await place.reader({ javaScriptEnabled: false }));
        await fold(page).locator('summary').first().click();
        assert.ok(await fold(page).locator('.transcript').isVisible());
        const other = await opened(place);
        await other.emulateMedia({ media: 'print' });
        assert.equal(await other.locator('.player').first().isVisible(), false);
        assert.ok(await fold(other).locator('.transcript').isVisible());
    },
    async 'it plays from a disk'(place) {
        const page = await (await place.reader()).newPage();
        place.watch(page);
        await page.goto(`file://${place.site}/venv.html`);
        await fold(page).locator('summary').first().click();
        await button(page, 'Next command').click();
        await page.waitForFunction(() => document.querySelector('.player-screen').textContent.startsWith('$ python3'));
    },
    async 'axe finds nothing, in both themes, wide and narrow'(place) {
        for (const theme of ['light', 'navy']) {
            const context = await place.reader({ reducedMotion: 'reduce' }, `localStorage.setItem('mdbook-theme', '${theme}')`);
            const page = await place.open(context);
            for (const summary of await page.locator('details.recording > summary').all()) {
                await summary.click();
            }
            await button(page, 'Next command').click();
            for (const width of [1280, 320]) {
                await page.setViewportSize({ width, height: 900 });
                assert.deepEqual(await violations(place, page), [], `${theme}, ${width} wide`);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the screen');
            }
        }
    },
};
