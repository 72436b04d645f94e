'use strict';

// The page of an OpenAPI document. The key is the one of the tab's other Medusa pages, and is sent to this server alone.
(() => {
    const storageKey = 'medusa.key';
    const form = document.getElementById('access');
    const message = document.getElementById('message');
    const dark = matchMedia('(prefers-color-scheme: dark)');
    let key = readKey();

    const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
    dark.addEventListener('change', paint);
    paint();
    form.addEventListener('submit', event => {
        event.preventDefault();
        key = document.getElementById('key').value;
        show();
    });
    show();

    async function show() {
        const answer = await fetch('openapi.json', { headers: authorization() }).catch(() => null);
        if (answer?.status === 401) {
            form.hidden = false;
            message.textContent = key === null ? 'This server asks for an API key.' : 'The server does not know this key.';
            return;
        }

        if (!answer?.ok) {
            message.textContent = answer === null ? 'The server cannot be reached.' : `The server answered ${answer.status} for openapi.json.`;
            return;
        }

        keepKey();
        form.hidden = true;
        message.textContent = '';
        draw(await answer.text());
    }

    // Each visit gets episodes of its own, so that what an earlier one closed does not stand in the way.
    function draw(text) {
        const visit = Math.random().toString(36).slice(2, 10);
        const spec = JSON.parse(text.replaceAll('docs-example', `docs-${visit}`).replaceAll('docs-closed', `docs-${visit}-closed`));
        spec.servers = [{ url: new URL('.', location.href).pathname.replace(/\/$/, '') || '/' }];
        document.title = spec.info.title;
        SwaggerUIBundle({
            spec,
            dom_id: '#reference',
            presets: [SwaggerUIBundle.presets.apis],
            layout: 'BaseLayout',
            deepLinking: true,
            displayRequestDuration: true,
            docExpansion: 'list',
            filter: true,
            tryItOutEnabled: true,
            validatorUrl: null,
            requestInterceptor: request => {
                request.headers = { ...authorization(), ...request.headers };
                return request;
            },
        });
    }

    function authorization() {
        return key === null ? {} : { Authorization: `Bearer ${key}` };
    }

    function readKey() {
        try {
            return sessionStorage.getItem(storageKey);
        } catch {
            return null;
        }
    }

    function keepKey() {
        try {
            if (key !== null) {
                sessionStorage.setItem(storageKey, key);
            }
        } catch {
            // Storage may be forbidden; the key then lasts until the page is loaded again.
        }
    }
})();
