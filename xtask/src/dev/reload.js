
// Added by `cargo xtask dev`: a new style sheet is swapped in, anything else reloads the page.
{
  const address = new URL("reload.txt", import.meta.url);
  let known;
  const ask = async () => {
    try {
      const answer = await fetch(address, { cache: "no-store" });
      if (answer.ok) {
        const [css, page] = (await answer.text()).split(" ");
        if (known && known.page !== page) location.reload();
        if (known && known.css !== css) {
          for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
            const fresh = link.cloneNode();
            fresh.href = `${link.href.split("?")[0]}?${css}`;
            fresh.onload = () => link.remove();
            link.after(fresh);
          }
        }
        known = { css, page };
      }
    } catch {
      // The server restarts.
    }
    setTimeout(ask, 700);
  };
  ask();
}
