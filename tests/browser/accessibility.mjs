// WCAG 2.2 AA as far as a program can tell, and what only a walk by keyboard shows.
import assert from 'node:assert/strict';
import { violations } from './axe.mjs';

const open = page => page.evaluate(function () {
    document.documentElement.classList.add('teacher');
    for (const fold of document.querySelectorAll('main details')) {
        fold.classList.remove('later');
        fold.open = true;
    }
    for (const radio of document.querySelectorAll('section.quiz li:first-child input')) {
        radio.click();
    }
});

function every(theme) {
    return async function (place) {
        const context = await place.reader({ reducedMotion: 'reduce' }, `localStorage.setItem('mdbook-theme', '${theme}')`);
        const wrong = [];
        for (const address of await place.pages()) {
            const page = await place.open(context, address);
            await open(page);
            for (const width of [1280, 320]) {
                await page.setViewportSize({ width, height: 900 });
                wrong.push(...(await violations(place, page)).map(one => `${address}, ${width} wide: ${one}`));
            }
            await page.close();
        }
        assert.deepEqual(wrong, []);
    };
}

export const checks = {
    'no violation on any page, light, 1280 and 320 wide, everything open': every('light'),
    'no violation on any page, dark, 1280 and 320 wide, everything open': every('navy'),
    async 'no violation in the settings, in search results and in a theme that is kept from before'(place) {
        const context = await place.reader({}, `localStorage.setItem('mdbook-theme', 'ayu')`);
        const page = await place.open(context);
        await page.keyboard.press('s');
        await page.locator('#mdbook-searchbar').pressSequentially('environment');
        await page.locator('#mdbook-searchresults li').first().waitFor();
        const wrong = await violations(place, page);
        await page.keyboard.press('Escape');
        await page.locator('.settings-button').click();
        wrong.push(...await violations(place, page));
        assert.deepEqual(wrong, []);
    },
    async 'the themes are light, dark and the system\'s, and the choice is kept'(place) {
        const page = await place.open(await place.reader({ colorScheme: 'dark' }));
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor);
        const dark = await ground();
        await page.getByRole('button', { name: 'Change theme' }).click();
        assert.deepEqual(await page.getByRole('menuitem').allTextContents(), ['Auto', 'Light', 'Dark']);
        await page.getByRole('menuitem', { name: 'Light' }).click();
        await page.reload();
        assert.notEqual(await ground(), dark);
        await page.getByRole('button', { name: 'Change theme' }).click();
        await page.keyboard.press('End');
        await page.keyboard.press('Enter');
        assert.equal(await ground(), dark);
    },
    async 'without JavaScript the system\'s choice of light or dark is followed, with enough contrast'(place) {
        for (const colorScheme of ['light', 'dark']) {
            const page = await place.open(await place.reader({ colorScheme, javaScriptEnabled: false }));
            const colours = await page.locator('main p').first().evaluate(element => [getComputedStyle(element).color, getComputedStyle(document.documentElement).backgroundColor]);
            const bright = colour => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 382;
            assert.deepEqual(colours.map(bright), colorScheme === 'dark' ? [true, false] : [false, true], `${colours}`);
        }
    },
    async 'everything on a page is reached and seen by keyboard'(place) {
        const page = await place.open(await place.reader());
        const wanted = await page.evaluate(() => [...document.querySelectorAll(
            '.menu-bar button, .tab-strip [tabindex="0"], main summary, main .copy-commands, main .done input, main section.quiz li:first-child input')]
            .filter(element => element.checkVisibility())
            .map((element, index) => { element.dataset.walk = index; return index; }));
        const reached = new Set();
        await page.locator('body').press('Tab');
        for (let steps = 0; steps < 400; steps += 1) {
            const at = await page.evaluate(function () {
                const element = document.activeElement;
                if (!element || element === document.body) {
                    return null;
                }
                const style = getComputedStyle(element);
                const box = element.getBoundingClientRect();
                return { walk: element.dataset.walk, seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none', inside: box.bottom > 0 && box.top < innerHeight };
            });
            if (at && at.walk !== undefined) {
                assert.ok(at.seen && at.inside, JSON.stringify(at));
                reached.add(Number(at.walk));
            }
            await page.keyboard.press('Tab');
        }
        assert.deepEqual(wanted.filter(index => !reached.has(index)), []);
    },
    async 'the settings are opened, left and come back from by keyboard'(place) {
        const page = await place.open(await place.reader());
        await page.locator('.settings-button').focus();
        await page.keyboard.press('Enter');
        assert.ok(await page.getByRole('dialog', { name: 'Your settings' }).isVisible());
        await page.keyboard.press('Escape');
        assert.equal(await page.getByRole('dialog').count(), 0);
        assert.ok(await page.locator('.settings-button').evaluate(element => element === document.activeElement));
    },
    async 'the sidebar is a button that says whether it is open'(place) {
        const page = await place.open(await place.reader());
        const button = page.getByRole('button', { name: 'Toggle Table of Contents' });
        const before = await button.getAttribute('aria-expanded');
        await button.focus();
        await page.keyboard.press('Enter');
        assert.notEqual(await button.getAttribute('aria-expanded'), before);
    },
    async 'whoever wants no motion gets none'(place) {
        const page = await place.open(await place.reader({ reducedMotion: 'reduce' }));
        const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter(function (element) {
            const style = getComputedStyle(element);
            return style.animationName !== 'none' || style.transitionProperty !== 'all' && style.transitionProperty !== 'none' && style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
        }).length);
        assert.equal(moving, 0);
    },
};
