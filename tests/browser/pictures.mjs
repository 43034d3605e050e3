// Screenshots of the main pages, for people to look at; and whether the diagrams are read by everybody.
import assert from 'node:assert/strict';

const PAGES = ['welcome', 'venv', 'troubleshooting', 'storage'];

export const checks = {
    async 'pictures of the main pages are taken, light, dark and narrow'(place) {
        for (const [name, theme, viewport] of [['light', 'light', { width: 1280, height: 900 }], ['dark', 'navy', { width: 1280, height: 900 }], ['narrow', 'light', { width: 320, height: 640 }]]) {
            const context = await place.reader({ viewport, reducedMotion: 'reduce' }, `localStorage.setItem('mdbook-theme', '${theme}')`);
            for (const one of PAGES) {
                const page = await place.open(context, `${one}.html`);
                const picture = await place.picture(page, `${one}-${name}`, { fullPage: true });
                assert.ok(picture.length > 10_000);
                await page.close();
            }
        }
    },
    async 'every diagram has words in its place and is loaded'(place) {
        const context = await place.reader();
        let seen = 0;
        for (const address of await place.pages()) {
            const page = await place.open(context, address);
            for (const image of await page.locator('main img').all()) {
                assert.ok((await image.getAttribute('alt')).length > 20, address);
                assert.ok(await image.evaluate(element => element.naturalWidth > 0), address);
                seen += 1;
            }
            await page.close();
        }
        assert.ok(seen >= 4, `${seen} diagrams`);
    },
};
