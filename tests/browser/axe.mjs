// What axe-core finds on a page.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export async function violations(place, page) {
    const source = await readFile(path.join(place.packages, 'node_modules/axe-core/axe.min.js'), 'utf8');
    await page.evaluate(source);
    const found = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
    }));
    return found.violations.map(one => `${one.id} (${one.nodes.length}): ${one.nodes[0].target} ${one.nodes[0].failureSummary.split('\n')[1]}`);
}
