// Keeps what every page is drawn with, shows that the server is out of reach, and shows what it is told.
// No page, no answer of the server and no decision is ever kept or answered here: those take the server.

// The hash of this release's files, from the address that the page registered. Another release has another one.
const release = new URL(location.href).searchParams.get('release');
const files = `/pkg/${release}/`;
const SHELL = `shell-${release}`;
const style = `${files}mission-control.css`;
const drawn = [style, `${files}mission-control.js`, `${files}mission-control_bg.wasm`];
const icons = ['/favicon.svg', '/icon-192.png', '/badge-96.png'];

const offline = () =>
  new Response(
    `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <title>Not connected</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${style}">
  </head>
  <body>
    <main id="main" class="login">
      <div class="login-box">
        <h1>Not connected.</h1>
        <p>Nothing can be decided without the server.</p>
        <a class="button" data-kind="primary" href="">Try again</a>
      </div>
    </main>
  </body>
</html>`,
    {
      status: 503,
      statusText: 'Not connected',
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      },
    },
  );

const navigated = async (event) => {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return offline();
  }
};

// Only what the server lets everybody keep: never a file of a build that somebody works on.
const keep = async (request, answer) => {
  const lasts = /immutable|no-cache/.test(answer.headers.get('cache-control') ?? '');
  if (answer.ok && lasts) await (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
};

// A file of this release never changes, an icon may.
const file = async (request) => (await caches.match(request, { cacheName: SHELL })) ?? keep(request, await fetch(request));
const icon = async (request) => {
  try {
    return await keep(request, await fetch(request));
  } catch (gone) {
    const kept = await caches.match(request, { cacheName: SHELL });
    if (kept) return kept;
    throw gone;
  }
};

addEventListener('install', (event) => {
  skipWaiting();
  // A release of which a file is missing is not taken over: the one before goes on.
  const take = async (path) => {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    // What nobody reads would hold its connection.
    await (await keep(path, answer)).body?.cancel();
  };
  event.waitUntil(Promise.all([...drawn, ...icons].map(take)));
});

addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
    await registration.navigationPreload?.enable();
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  if (method !== 'GET') return;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  if (mode === 'navigate') event.respondWith(navigated(event));
  else if (pathname.startsWith(files)) event.respondWith(file(event.request));
  else if (icons.includes(pathname)) event.respondWith(icon(event.request));
});

// What the server says. What waits is one notification: a newer one takes its place, also when nothing waits any more.
// Something is shown for each, as browsers demand.
const told = (data) => {
  try {
    return data.json();
  } catch {
    return {};
  }
};

addEventListener('push', (event) => {
  const { title = 'Mission Control', body = 'Open it to see what waits.', url = '/approvals', tag = 'waiting', silent = false, waiting } = told(event.data);
  const shown = registration.showNotification(title, {
    body,
    tag,
    renotify: !silent,
    silent,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    data: { url },
  });
  // A badge of 0 is none.
  const marked = waiting === undefined ? undefined : navigator.setAppBadge?.(waiting);
  event.waitUntil(Promise.allSettled([shown, marked]));
});

// The browser gave itself another address, or lost the one it had: the server is told where it is now. Whoever is signed in is
// told on it, as before; nobody is when nobody is.
const encoded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const markOf = async ({ endpoint }) => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

addEventListener('pushsubscriptionchange', (event) => {
  const move = async () => {
    const { oldSubscription: old } = event;
    const made = event.newSubscription ?? (old && (await registration.pushManager.subscribe(old.options)));
    if (!made) return;
    const fields = {
      name: 'This browser',
      endpoint: made.endpoint,
      key: encoded(made.getKey('p256dh')),
      secret: encoded(made.getKey('auth')),
      instead_of: old ? await markOf(old) : '',
    };
    const answer = await fetch('/forms/add_push_device', {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(`not told where this browser is now: ${answer.status}`);
  };
  event.waitUntil(move());
});

// It opens the page and answers nothing: a decision is made where the whole text is.
addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { href, origin } = new URL(event.notification.data?.url ?? '/approvals', location.origin);
  if (origin !== location.origin) return;
  const open = async () => {
    const windows = await clients.matchAll({ type: 'window' });
    const there = windows.find((window) => window.url === href);
    await (there ? there.focus() : clients.openWindow(href));
  };
  event.waitUntil(open());
});
