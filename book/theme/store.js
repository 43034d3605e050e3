// What the reader chose and did, kept in the browser. Where storage is blocked, full or broken it is kept for as long as
// the page is open: nothing here may ever stop a page.
'use strict';

const checker = (function () {
    const prefix = 'checker-';
    const here = new Map();
    const listeners = new Map();

    function get(key, fallback) {
        if (here.has(key)) {
            return here.get(key);
        }
        try {
            const value = JSON.parse(localStorage.getItem(prefix + key));
            // What somebody else wrote under our name is not believed.
            return value !== null && typeof value === typeof fallback ? value : fallback;
        } catch (e) {
            return fallback;
        }
    }

    function tell(key, value) {
        for (const listener of listeners.get(key) || []) {
            listener(value);
        }
    }

    function set(key, value) {
        here.set(key, value);
        try {
            localStorage.setItem(prefix + key, JSON.stringify(value));
        } catch (e) { /* kept in `here` */ }
        tell(key, value);
    }

    function on(key, listener) {
        listeners.set(key, (listeners.get(key) || []).concat(listener));
    }

    // The same book in another tab of the browser.
    window.addEventListener('storage', function (event) {
        if (event.key && event.key.startsWith(prefix)) {
            const key = event.key.slice(prefix.length);
            here.delete(key);
            try {
                tell(key, JSON.parse(event.newValue));
            } catch (e) { /* not ours */ }
        }
    });

    // An element with its properties and what is in it.
    function make(name, properties, ...children) {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(properties || {})) {
            if (key.includes('-') || key === 'role' || key === 'for') {
                element.setAttribute(key, value);
            } else {
                element[key] = value;
            }
        }
        element.append(...children);
        return element;
    }

    let count = 0;
    function id() {
        count += 1;
        return prefix + count;
    }

    return { get, set, on, make, id };
})();
