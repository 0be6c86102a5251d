(script, wasm, worker) => {
  // Between two steps the browser may do what a person waits for.
  const pause = () => new Promise((go) => setTimeout(go));
  const wake = async () => {
    const islands = await import(script);
    await islands.default({ module_or_path: wasm });
    await pause();
    islands.hydrate();
    for (const island of document.querySelectorAll('leptos-island')) {
      await pause();
      islands[island.dataset.component](island);
    }
    await keep();
  };
  // Last of all: nobody needs it to read or to decide. Where the server has none, an earlier one goes.
  const keep = async () => {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    if (worker) await workers.register(worker, { updateViaCache: 'none' }).catch(console.info);
    else for (const one of await workers.getRegistrations()) await one.unregister();
  };
  // A page that is never idle is woken too.
  if (window.requestIdleCallback) requestIdleCallback(wake, { timeout: 2000 });
  else wake();
}
