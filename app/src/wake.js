(script, wasm) => {
  const wake = async () => {
    const islands = await import(script);
    await islands.default({ module_or_path: wasm });
    islands.hydrate();
    for (const island of document.querySelectorAll('leptos-island')) islands[island.dataset.component](island);
  };
  // A page that is never idle is woken too.
  if (window.requestIdleCallback) requestIdleCallback(wake, { timeout: 2000 });
  else wake();
}
