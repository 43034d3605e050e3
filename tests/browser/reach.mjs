// Everywhere a reader may be: without scripts, on paper, from a file, on a narrow screen, in a hurry.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFile, readdir, stat } from 'node:fs/promises';

export const checks = {
    async 'without JavaScript every site\'s text is there, under its name'(place) {
        const page = await place.open(await place.reader({ javaScriptEnabled: false }));
        for (const panel of await page.locator('.tabs[data-choose=site] > .panel').all()) {
            assert.ok(await panel.isVisible());
            const name = panel.locator(':scope > .panel-name, :scope > details > summary');
            assert.ok(await name.first().isVisible());
            assert.notEqual((await name.first().textContent()).trim(), '');
        }
        assert.ok(await page.locator('section.quiz details.answer').first().isVisible());
        assert.ok(await page.locator('details.hint').nth(2).isVisible());
        assert.equal(await page.locator('.done').count(), 0);
    },
    async 'on paper every panel and every fold is there'(place) {
        const page = await place.open(await place.reader());
        await page.emulateMedia({ media: 'print' });
        await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
        for (const part of await page.locator('.panel, main details:not(.teacher), main details:not(.teacher) > :not(summary, .terminal-tools, .player)').all()) {
            assert.ok(await part.evaluate(element => element.checkVisibility()), await part.evaluate(element => element.outerHTML.slice(0, 90)));
        }
        assert.equal(await page.locator('.tab-strip').first().isVisible(), false);
        await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
        assert.equal(await page.locator('main details[open]').count(), 0);
    },
    async 'the page of all pages has no id twice'(place) {
        const context = await place.reader({}, () => { window.print = () => {}; });
        const page = await place.open(context, 'print.html');
        const twice = await page.evaluate(function () {
            const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
            return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
        });
        assert.deepEqual(twice, []);
    },
    async 'from a file it works as from a server'(place) {
        const page = await (await place.reader()).newPage();
        place.watch(page);
        await page.goto(pathToFileURL(path.join(place.site, 'venv.html')).href + '?site=hpc2n');
        place.problems = place.problems.filter(problem => !/ file:/.test(problem));
        assert.ok(await page.getByRole('tab', { name: 'HPC2N', selected: true }).count() > 0);
        await page.keyboard.press('s');
        await page.locator('#mdbook-searchbar').pressSequentially('deactivate');
        await page.locator('#mdbook-searchresults li').first().waitFor();
    },
    async 'search finds a heading of every lesson'(place) {
        const context = await place.reader();
        for (const address of await place.lessons()) {
            const page = await place.open(context, address);
            const heading = await page.locator('main h1').first().textContent();
            await page.keyboard.press('s');
            await page.locator('#mdbook-searchbar').pressSequentially(heading);
            await page.locator(`#mdbook-searchresults a[href*="${address}"]`).first().waitFor();
            await page.close();
        }
    },
    async 'nothing is wider than a screen of 320 pixels'(place) {
        const context = await place.reader({ viewport: { width: 320, height: 640 } });
        for (const address of await place.pages()) {
            const page = await place.open(context, address);
            await page.evaluate(() => document.querySelectorAll('main details').forEach(fold => { fold.open = true; }));
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= 320, `${address} is ${wide} wide`);
            await page.close();
        }
    },
    async 'nothing moves while a page loads'(place) {
        for (const viewport of [{ width: 1280, height: 900 }, { width: 320, height: 640 }]) {
            const context = await place.reader({ viewport }, function () {
                window.moved = 0;
                window.ours = 0;
                new PerformanceObserver(function (list) {
                    for (const entry of list.getEntries()) {
                        window.moved += entry.value;
                        // mdbook's own table of contents moves a little; the text must not.
                        const text = entry.sources.some(source => source.node && source.node.parentElement?.closest('main'));
                        window.ours += text ? entry.value : 0;
                    }
                }).observe({ type: 'layout-shift', buffered: true });
            });
            for (const address of ['welcome.html', 'venv.html', 'find-python.html', 'troubleshooting.html']) {
                const page = await place.open(context, address);
                await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
                const [moved, ours] = await page.evaluate(() => [window.moved, window.ours]);
                assert.ok(moved < 0.1 && ours < 0.02, `${address} at ${viewport.width}: ${moved}, ${ours} of it the text`);
                await page.close();
            }
        }
    },
    async 'no script of ours stands in the way of the text'(place) {
        const html = await readFile(path.join(place.site, 'venv.html'), 'utf8');
        const end = html.indexOf('</main>');
        for (const script of html.matchAll(/<script[^>]* src="theme\/[^"]*"/g)) {
            assert.ok(script.index > end, script[0]);
        }
        assert.match(html, /<script src="theme\/store/);
    },
    async 'pages and what is ours on them are small'(place) {
        let ours = 0;
        for (const file of await readdir(path.join(place.site, 'theme'))) {
            ours += (await stat(path.join(place.site, 'theme', file))).size;
        }
        assert.ok(ours > 0 && ours < 60_000, `${ours} bytes of script and style`);
        for (const address of await place.lessons()) {
            const { size } = await stat(path.join(place.site, address));
            assert.ok(size < 100_000, `${address} has ${size} bytes`);
        }
    },
};
