(script, wasm) => {
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
  };
  // A page that is never idle is woken too.
  if (window.requestIdleCallback) requestIdleCallback(wake, { timeout: 2000 });
  else wake();
}
