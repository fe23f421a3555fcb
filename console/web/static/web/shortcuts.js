"use strict";
// Single keys of the desk: j and k walk through a list, a letter opens its decision, a digit chooses its reason and sends.
(function () {
  function busyTyping(target) {
    return target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  }
  function walk(step) {
    const rows = Array.from(document.querySelectorAll("[data-row]"));
    const at = rows.indexOf(document.activeElement);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next) next.focus();
  }
  function choose(digit) {
    const open = document.activeElement.closest("details.decide[open]");
    const reason = open && open.querySelector('input[type=radio][value="' + digit + '"]');
    if (!reason) return;
    reason.checked = true;
    reason.form.requestSubmit();
  }
  function press(target) {
    if (target.tagName !== "SUMMARY") return target.click();
    target.parentElement.open = true;
    const first = target.parentElement.querySelector("input:not([type=hidden])");
    if (first) first.focus();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || busyTyping(event.target)) return;
    if (event.key === "j" || event.key === "k") return walk(event.key === "j" ? 1 : -1);
    if (/^[1-9]$/.test(event.key)) return choose(event.key);
    const target = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
    if (!target) return;
    event.preventDefault();
    press(target);
  });
})();
