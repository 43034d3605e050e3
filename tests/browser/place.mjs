// Where the checks happen: a site behind a server of its own, and pages of a browser that are watched for what must never
// happen on any of them: a request that leaves the site, an answer that is an error, an error of a script.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const KINDS = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2' };

export class Place {
    static async serve(browser, site, packages, pictures) {
        const place = new Place();
        Object.assign(place, { browser, site, packages, pictures, contexts: [], problems: [] });
        place.server = http.createServer(function (request, response) {
            const file = path.join(site, path.normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
            const stream = createReadStream(file.endsWith('/') ? file + 'index.html' : file);
            stream.on('open', () => response.writeHead(200, { 'content-type': KINDS[path.extname(file)] || 'text/plain' }));
            stream.on('error', () => response.writeHead(404).end());
            stream.pipe(response);
        });
        await new Promise(resolve => place.server.listen(0, '127.0.0.1', resolve));
        place.origin = `http://127.0.0.1:${place.server.address().port}/`;
        return place;
    }

    stop() {
        this.server.closeAllConnections();
        this.server.close();
    }

    // The pages of the site, by their file names.
    async pages() {
        const files = await readdir(this.site);
        return files.filter(file => file.endsWith('.html') && !['print.html', 'toc.html', '404.html'].includes(file)).sort();
    }

    // The pages that are lessons: they have the boxes of one.
    async lessons() {
        const pages = await this.pages();
        const texts = await Promise.all(pages.map(page => readFile(path.join(this.site, page), 'utf8')));
        return pages.filter((page, index) => page !== 'index.html' && texts[index].includes('class="box questions"'));
    }

    // A reader of their own: nothing is stored yet.
    async reader(options = {}, before = null) {
        const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        this.contexts.push(context);
        if (before) {
            await context.addInitScript(before);
        }
        return context;
    }

    // Opens a page and waits until its scripts have run.
    async open(context, address = 'venv.html') {
        const page = await context.newPage();
        this.watch(page);
        await page.goto(this.origin + address, { waitUntil: 'load' });
        return page;
    }

    watch(page) {
        page.on('request', request => {
            const url = request.url();
            if (!url.startsWith(this.origin) && !/^(data|blob|file):/.test(url)) {
                this.problems.push(`a request leaves the site: ${url}`);
            }
        });
        page.on('response', response => {
            if (response.status() >= 400) {
                this.problems.push(`${response.status()} for ${response.url()}`);
            }
        });
        page.on('pageerror', error => this.problems.push(`an error of a script: ${error.message}`));
        page.on('console', message => {
            if (message.type() === 'error') {
                this.problems.push(`the console says: ${message.text()}`);
            }
        });
    }

    async nothingIsWrong() {
        assert.deepEqual(this.problems, []);
    }

    async leave() {
        this.problems = [];
        await Promise.all(this.contexts.map(context => context.close()));
        this.contexts = [];
    }

    picture(page, name, options = {}) {
        return page.screenshot({ path: path.join(this.pictures, `${name}.png`), ...options });
    }
}
