// Which site's commands are shown.
import assert from 'node:assert/strict';

const shown = page => page.locator('.tabs[data-choose=site] > .panel:visible').evaluateAll(panels => panels.map(panel => panel.dataset.sites));
const selected = page => page.locator('.tab-strip[aria-label=Site] [aria-selected=true]').allTextContents();
const allFor = (sites, id) => sites.length > 0 && sites.every(names => names.split(' ').includes(id));

export const checks = {
    async 'one click chooses the site in every set of tabs on the page'(place) {
        const page = await place.open(await place.reader());
        assert.ok(allFor(await shown(page), 'laptop'));
        await page.getByRole('tab', { name: 'HPC2N' }).first().click();
        assert.ok(allFor(await shown(page), 'hpc2n'));
        assert.deepEqual([...new Set(await selected(page))], ['HPC2N']);
    },
    async 'what was clicked stays where it was'(place) {
        const page = await place.open(await place.reader());
        const tab = page.getByRole('tab', { name: 'UPPMAX' }).last();
        await tab.scrollIntoViewIfNeeded();
        const before = (await tab.boundingBox()).y;
        await tab.click();
        assert.ok(Math.abs((await tab.boundingBox()).y - before) < 2);
    },
    async 'the choice is kept after a reload and on other pages'(place) {
        const context = await place.reader();
        const page = await place.open(context);
        await page.getByRole('tab', { name: 'Mila' }).first().click();
        await page.reload();
        assert.ok(allFor(await shown(page), 'mila'));
        const other = await place.open(context, 'find-python.html');
        assert.ok(allFor(await shown(other), 'mila'));
    },
    async 'a choice in one window reaches the others'(place) {
        const context = await place.reader();
        const one = await place.open(context);
        const other = await place.open(context, 'find-python.html');
        await one.getByRole('tab', { name: 'UPPMAX' }).first().click();
        await other.getByRole('tab', { name: 'UPPMAX', selected: true }).first().waitFor();
    },
    async 'an address may choose the site, and one that is none chooses nothing'(place) {
        const context = await place.reader();
        const page = await place.open(context, 'venv.html?site=hpc2n');
        assert.ok(allFor(await shown(page), 'hpc2n'));
        const later = await place.open(context, 'requirements.html?site=nowhere');
        assert.ok(allFor(await shown(later), 'hpc2n'));
    },
    async 'arrow keys, Home and End walk the tabs and do not turn the page'(place) {
        const page = await place.open(await place.reader());
        const strip = page.getByRole('tablist').first();
        const names = await strip.getByRole('tab').allTextContents();
        await strip.getByRole('tab', { selected: true }).focus();
        await page.keyboard.press('Home');
        for (const name of [...names.slice(1), names[0]]) {
            await page.keyboard.press('ArrowRight');
            assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
        }
        await page.keyboard.press('ArrowLeft');
        assert.equal(await strip.getByRole('tab', { selected: true }).textContent(), names.at(-1));
        assert.ok(page.url().endsWith('/venv.html'));
    },
    async 'tabs name their panels and panels their tabs'(place) {
        const page = await place.open(await place.reader());
        for (const tab of await page.getByRole('tab').all()) {
            for (const id of (await tab.getAttribute('aria-controls')).split(' ')) {
                assert.equal(await page.locator(`#${id}`).getAttribute('role'), 'tabpanel');
            }
        }
        assert.ok(await page.getByRole('tabpanel', { name: 'Your own computer' }).count() > 0);
    },
    async 'the values in commands are those of the site'(place) {
        const page = await place.open(await place.reader(), 'troubleshooting.html?site=uppmax');
        const value = page.locator('.value').first();
        assert.equal(await value.textContent(), 'uquota');
        await page.locator('.settings-button').click();
        await page.getByLabel('Your site').selectOption('laptop');
        assert.equal(await value.textContent(), 'df -h .');
    },
    async 'the shell is chosen once and everywhere, beside the site'(place) {
        const context = await place.reader();
        const page = await place.open(context);
        const shells = page => page.locator('.tab-strip[aria-label=Shell] [aria-selected=true]').allTextContents();
        assert.deepEqual([...new Set(await shells(page))], ['bash']);
        const visible = page => page.locator('.tabs[data-choose=shell] > .panel:visible').allTextContents();
        assert.ok((await visible(page)).every(text => !text.includes('activate.fish')));
        const before = await selected(page);
        await page.getByRole('tab', { name: 'fish', exact: true }).first().click();
        assert.ok((await visible(page)).some(text => text.includes('source Example/bin/activate.fish')));
        assert.deepEqual(await selected(page), before);
        const other = await place.open(context, 'conda.html');
        assert.deepEqual([...new Set(await shells(other))], ['fish']);
    },
    async 'the site can be chosen on a page without tabs'(place) {
        const context = await place.reader();
        const page = await place.open(context, 'schedule.html');
        await page.locator('.settings-button').click();
        await page.getByLabel('Your site').selectOption('polaris');
        const other = await place.open(context, 'find-python.html');
        assert.ok(allFor(await shown(other), 'polaris'));
    },
};
