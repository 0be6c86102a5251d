// Makes this browser one that is told what waits, and takes that back. It asks only after a click.
const form = document.querySelector('[data-push-key]');
const note = document.getElementById('push-note');

const say = (text) => {
  note.textContent = text;
  note.hidden = text === '';
};
const REFUSED = 'This browser shows no notifications of this site. Allow them in its settings for this site, then load this page again.';

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const markOf = async ({ endpoint }) => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};
const pushes = async () => (await navigator.serviceWorker.ready).pushManager;

const add = async (event) => {
  event.preventDefault();
  // Before anything is waited for: a browser asks only right after a click.
  const allowed = Notification.requestPermission();
  const button = event.submitter;
  if (button) button.disabled = true;
  try {
    if ((await allowed) !== 'granted') return say(REFUSED);
    const manager = await pushes();
    // One that was made for another key of the server takes nothing from this one.
    await (await manager.getSubscription())?.unsubscribe();
    const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey) });
    form.elements.endpoint.value = made.endpoint;
    form.elements.key.value = text(made.getKey('p256dh'));
    form.elements.secret.value = text(made.getKey('auth'));
    form.submit();
  } catch (error) {
    say(`This browser could not be added: ${error.message}`);
  } finally {
    if (button) button.disabled = false;
  }
};

const leave = (made) => async (event) => {
  const button = event.submitter;
  if (!button?.formAction.endsWith('/remove_channel')) return;
  event.preventDefault();
  // Also where the browser fails at it: the server stops telling this device.
  await made.unsubscribe().catch(console.info);
  event.target.action = button.formAction;
  event.target.submit();
};

const begin = async () => {
  if (!('PushManager' in window && 'Notification' in window && navigator.serviceWorker)) {
    return say('This browser takes no notifications. On an iPhone or iPad, add Mission Control to the Home Screen first.');
  }
  const made = await (await pushes()).getSubscription();
  const row = made && document.querySelector(`[data-mark="${await markOf(made)}"]`);
  if (row) {
    row.querySelector('[data-here]').hidden = false;
    row.querySelector('form').addEventListener('submit', leave(made));
    return say('');
  }
  form.addEventListener('submit', add);
  form.hidden = false;
  say(Notification.permission === 'denied' ? REFUSED : '');
};

await begin();
