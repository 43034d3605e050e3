// Command blocks: what is copied, how it looks, and the reader's own names.
import assert from 'node:assert/strict';

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const copied = page => page.evaluate(() => navigator.clipboard.readText());

async function copy(page, pre) {
    await pre.locator('xpath=preceding-sibling::div[1]').getByRole('button', { name: 'Copy the commands' }).click();
    return copied(page);
}

export const checks = {
    async 'copying takes the commands, without prompts and without output'(place) {
        const page = await place.open(await place.reader(clipboard));
        const pre = page.locator('main pre.terminal', { hasText: 'Successfully installed idna-3.6' }).first();
        assert.equal(await copy(page, pre), 'pip install idna==3.6\npython -c "import idna; print(idna.__version__)"\n');
    },
    async 'a block whose lines fit has nothing to scroll'(place) {
        const page = await place.open(await place.reader());
        const pre = page.locator('main pre.terminal', { hasText: 'Successfully installed idna-3.6' }).first();
        const [wanted, has] = await pre.locator('code').evaluate(code => [code.scrollWidth, code.clientWidth]);
        assert.ok(wanted <= has, `${wanted} of ${has}`);
    },
    async 'a command of several lines is copied whole'(place) {
        const page = await place.open(await place.reader(clipboard), 'batch-jobs.html?site=laptop');
        const pre = page.locator('main pre.terminal:visible', { hasText: '#SBATCH' }).first();
        const text = await copy(page, pre);
        assert.match(text, /^cat > \S+ <<.*\n#!\/bin\/bash\n#SBATCH/m);
        assert.doesNotMatch(text, /^[>$] /m);
    },
    async 'where a plain block shows a terminal, its commands are copied without their prompts too'(place) {
        const page = await place.open(await place.reader(clipboard), 'find-python.html?site=polaris');
        const pre = page.locator('main pre:has(> code.language-text):visible', { hasText: 'conda activate base' }).first();
        assert.match(await copy(page, pre), /^module use \S+\nmodule load conda\nconda activate base\n$/);
        assert.equal(await pre.locator('.buttons').count(), 0, 'there is one button, not two');
    },
    async 'a plain block without prompts is copied as it is'(place) {
        const page = await place.open(await place.reader(clipboard), 'find-python.html');
        const plain = await page.locator('main pre:has(> code.language-text)').evaluateAll(blocks => blocks
            .filter(block => !/^(\([^)]*\) )*\$ /m.test(block.textContent))
            .map(block => [block.querySelectorAll('.clip-button').length, block.previousElementSibling?.className]));
        assert.ok(plain.length > 0);
        assert.deepEqual(plain.filter(([theirs, before]) => theirs !== 1 || before === 'terminal-tools'), []);
    },
    async 'the button says what it did, to the eye and to a screen reader'(place) {
        const page = await place.open(await place.reader(clipboard));
        const tools = page.locator('main > .terminal-tools').first();
        await tools.getByRole('button').click();
        assert.equal(await tools.getByRole('button').textContent(), 'Copied');
        assert.equal(await tools.getByRole('status').textContent(), 'Copied');
    },
    async 'what must not be typed has no button'(place) {
        const page = await place.open(await place.reader());
        assert.equal(await page.locator('.terminal-tools + pre.given').count(), 0);
        assert.ok(await page.locator('pre.given').count() > 0);
        const troubles = await place.open(await place.reader(), 'troubleshooting.html');
        assert.equal(await troubles.locator('details.mistake .terminal-tools').count(), 0);
        assert.ok(await troubles.locator('details.recover .terminal-tools').count() > 0);
    },
    async 'commands are told from output by more than colour'(place) {
        const page = await place.open(await place.reader());
        const style = (selector, name) => page.locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], name);
        assert.notEqual(await style('pre.terminal .typed', 'fontWeight'), await style('pre.terminal .output', 'fontWeight'));
        assert.equal(await style('pre.terminal .output', 'borderLeftStyle'), 'solid');
        assert.equal(await style('pre.terminal .prompt', 'userSelect'), 'none');
    },
    async 'a name of the reader stands in all commands, and is kept'(place) {
        const context = await place.reader();
        const page = await place.open(context, 'batch-jobs.html');
        assert.ok((await page.locator('.own').allTextContents()).includes('PROJECT'));
        await page.locator('.settings-button').click();
        await page.getByLabel('Your project').fill('abc-1 <2>');
        assert.deepEqual([...new Set(await page.locator('.own').allTextContents())], ['abc-1 <2>']);
        await page.reload();
        assert.deepEqual([...new Set(await page.locator('.own').allTextContents())], ['abc-1 <2>']);
    },
};
