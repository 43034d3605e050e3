// Runs the checks of one file of this folder in a real Chromium and says of each, by name, whether it holds.
//
//   node run.mjs CHECKS SITE PACKAGES PICTURES
//
// CHECKS is the file's name without `.mjs`, SITE a built site, PACKAGES a folder with playwright-core and axe-core,
// PICTURES where screenshots go. The status is 1 when a check does not hold.
import { createRequire } from 'node:module';
import path from 'node:path';
import { Place } from './place.mjs';

const [name, site, packages, pictures] = process.argv.slice(2);
const { chromium } = createRequire(path.join(packages, 'package.json'))('playwright-core');
const browser = await chromium.launch({ executablePath: process.env.CHECKER_CHROMIUM, args: ['--no-sandbox'] });
const place = await Place.serve(browser, site, packages, pictures);
const { checks } = await import(`./${name}.mjs`);
let failed = 0;
for (const [what, check] of Object.entries(checks)) {
    try {
        await check(place);
        await place.nothingIsWrong();
        console.log(`ok: ${what}`);
    } catch (error) {
        failed += 1;
        console.log(`FAILED: ${what}: ${error.message}`);
    } finally {
        await place.leave();
    }
}
await browser.close();
place.stop();
process.exitCode = failed === 0 ? 0 : 1;
