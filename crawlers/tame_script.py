"""What a browser page cannot do, said to its scripts before they run: they get an answer, and nothing happens.

The walls do not rest on this (crawlers.page_policy and the network do the forbidding): here it is counted, a page that
asks on and on costs little, and words on its console fill no memory.
"""

# The name by which the script reaches the crawler; it is gone before a page's own script runs.
TELL = "toldToTheCrawler"

TAME = """(() => {
  const tell = window.%s;
  delete window.%s;
  let left = 25;
  const told = (what) => { if (what && left-- > 0) tell(what) };
  const tame = (owner, name, what, gives) => {
    if (!owner || !(name in owner)) return;
    const value = () => { told(what); return gives };
    Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  };
  tame(window, "open", "blocked_windows", null);
  tame(window, "alert", "blocked_windows");
  tame(window, "confirm", "blocked_windows", false);
  tame(window, "prompt", "blocked_windows", null);
  tame(window, "print", "blocked_windows");
  tame(HTMLFormElement.prototype, "submit", "blocked_methods");
  tame(HTMLFormElement.prototype, "requestSubmit", "blocked_methods");
  for (const name of ["back", "forward", "go"]) tame(History.prototype, name, "");
  addEventListener("submit", (event) => { if (!event.defaultPrevented) told("blocked_methods") });
  const counted = (kind) => new Proxy(kind, {
    construct: (target, said, made) => { told("blocked_methods"); return Reflect.construct(target, said, made) },
  });
  for (const name of ["WebSocket", "Worker", "SharedWorker"]) if (name in window) window[name] = counted(window[name]);
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) delete window[name];
  for (const name of Object.keys(console)) console[name] = () => {};
})()""" % (TELL, TELL)  # noqa: UP031 - the braces are the script's
