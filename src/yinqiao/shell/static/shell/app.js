/* The little script of the workbench. Every page works without it; it saves keys and clicks.
   Written for Chromium 86 and up: no framework, no build. */
(function () {
  "use strict";

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  /* "/" goes to the search box; arrows walk its results; Escape closes them. */
  const searchForm = document.querySelector("[data-search]");
  const searchInput = searchForm && searchForm.querySelector("input[type=search]");
  const searchResults = document.getElementById("search-results");

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function closeSearch() {
    if (searchResults) searchResults.textContent = "";
  }

  function walkResults(step) {
    const links = all("a", searchResults);
    if (!links.length) return false;
    const next = links.indexOf(document.activeElement) + step;
    if (next < 0) searchInput.focus();
    else links[Math.min(next, links.length - 1)].focus();
    return true;
  }

  function onSearchKey(event) {
    if (event.key === "Escape") {
      if (searchResults.firstElementChild) event.preventDefault(); // the first Escape closes, the next one clears
      closeSearch();
      searchInput.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (walkResults(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    } else if (event.target !== searchInput && (event.key.length === 1 || event.key === "Backspace")) {
      searchInput.focus();
    }
  }

  if (searchForm) {
    searchForm.addEventListener("keydown", onSearchKey);
    document.addEventListener("click", (event) => {
      if (!searchForm.contains(event.target)) closeSearch();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && searchInput && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      searchInput.focus();
      searchInput.select();
    }
    if (event.key === "Escape") all("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  /* Choosing rows: the head box, ranges with Shift, the bar that appears, "all that match". */
  function refreshBulk(form) {
    const boxes = all("input[name=ids]", form);
    const picked = boxes.filter((box) => box.checked);
    const bar = form.querySelector("[data-bulk-bar]");
    boxes.forEach((box) => box.closest("tr").classList.toggle("is-picked", box.checked));
    all("[data-pick-all]", form).forEach((head) => {
      head.checked = boxes.length > 0 && picked.length === boxes.length;
      head.indeterminate = picked.length > 0 && picked.length < boxes.length;
    });
    if (!bar) return;
    const everything = bar.querySelector("input[name=all]");
    if (everything && picked.length < boxes.length) everything.checked = false;
    bar.hidden = picked.length === 0;
    const words = bar.querySelector("[data-bulk-count]");
    const total = bar.getAttribute("data-total");
    words.textContent = everything && everything.checked ? "已选全部 " + total + " 条" : "已选 " + picked.length + " 条";
    const offer = bar.querySelector("[data-bulk-all]");
    if (offer) offer.hidden = picked.length < boxes.length;
  }

  function wireBulk(form) {
    let last = null;
    form.addEventListener("click", (event) => {
      const box = event.target;
      if (box.name !== "ids" || box.type !== "checkbox") return;
      const boxes = all("input[name=ids]", form);
      if (event.shiftKey && last) {
        const ends = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        boxes.slice(ends[0], ends[1] + 1).forEach((one) => { one.checked = box.checked; });
      }
      last = box;
    });
    form.addEventListener("change", (event) => {
      if (event.target.matches("[data-pick-all]")) {
        all("input[name=ids]", form).forEach((box) => { box.checked = event.target.checked; });
      }
      refreshBulk(form);
    });
    const clear = form.querySelector("[data-bulk-clear]");
    if (clear) clear.addEventListener("click", () => {
      all("input[name=ids]", form).forEach((box) => { box.checked = false; });
      refreshBulk(form);
    });
    refreshBulk(form);
  }

  all("[data-bulk]").forEach(wireBulk);

  /* A table wider than its place scrolls in a box that the keyboard can reach. */
  function boxWideTables() {
    all(".table-wrap").forEach((wrap) => {
      /* What outgrew its place before the letters came may fit now: then the page scrolls, not a box within it. */
      wrap.classList.remove("is-wide");
      if (wrap.scrollWidth <= wrap.clientWidth + 1) {
        ["tabindex", "role", "aria-label"].forEach((name) => wrap.removeAttribute(name));
        return;
      }
      wrap.classList.add("is-wide");
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "region");
      const caption = wrap.querySelector("caption");
      wrap.setAttribute("aria-label", caption ? caption.textContent : "表格");
    });
  }

  boxWideTables();
  window.addEventListener("resize", boxWideTables);
  /* Letters that arrive late may make a table wider than it was. */
  window.addEventListener("load", boxWideTables);
  if (document.fonts) document.fonts.ready.then(boxWideTables);
  /* At the swap itself: until parts settle, a table that just arrived would scroll out of the keyboard's reach. */
  document.addEventListener("htmx:afterSwap", boxWideTables);
  document.addEventListener("htmx:afterSettle", boxWideTables);

  /* On a phone the filters of a list are folded, but for those that complain; wider windows show them always. */
  const phone = window.matchMedia("(max-width: 620px)");
  function foldFilters() {
    all("details[data-fold]").forEach((fold) => { fold.open = !phone.matches || fold.querySelector(".field-bad") !== null; });
  }
  foldFilters();
  phone.addEventListener("change", foldFilters);

  /* Selects of a list's filter bar and page size apply at once. */
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.form && control.form.hasAttribute("data-apply") && control.tagName === "SELECT") control.form.submit();
  });

  /* Leaving a form with changes asks first. */
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-guard")) changed.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!changed.size) return;
    event.preventDefault();
    event.returnValue = "";
  });

  /* A form that is on its way cannot be sent twice; its button says why. */
  function rest(form) {
    form.removeAttribute("data-sent");
    all("button[data-busy-label]", form).forEach((button) => {
      button.disabled = false;
      button.textContent = button.getAttribute("data-busy-label");
      button.removeAttribute("data-busy-label");
    });
  }

  /* Signing out wipes what a round at the door has left in this browser: whoever has not sent it all is asked first. */
  document.addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/accounts/logout/")) return;
    const unsent = window.localStorage.getItem("yq-round-unsent");
    const question = "手机上还有 " + unsent + " 户走访没有上传，退出后会丢失。确定退出吗？";
    if (unsent && !window.confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    changed.delete(form);
    if (form.method !== "post" || form.hasAttribute("hx-post") || form.hasAttribute("data-search")) return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    const button = event.submitter || form.querySelector("button[type=submit], button:not([type])");
    if (!button || form.hasAttribute("data-download")) {
      window.setTimeout(() => rest(form), 4000);
      return;
    }
    window.setTimeout(() => {
      button.setAttribute("data-busy-label", button.textContent);
      button.textContent = form.getAttribute("data-busy") || "正在提交，请稍候…";
      button.disabled = true;
    }, 0);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-sent]").forEach(rest);
  });

  /* A scanned code is on its way: the field is free for the next one. */
  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.target.matches("form[data-scan]")) event.target.reset();
  });

  /* After a refusal the summary of errors is where reading goes on; an opened side menu takes the focus. */
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
  window.addEventListener("hashchange", () => {
    const side = document.getElementById("side-menu");
    if (side && window.location.hash === "#side-menu") side.focus();
  });

  /* A fragment that could not be fetched is said, never swallowed. */
  function announce(words) {
    const area = document.getElementById("messages");
    if (!area) return;
    const box = document.createElement("div");
    box.className = "alert alert-warning";
    box.textContent = words;
    area.replaceChildren ? area.replaceChildren(box) : area.appendChild(box);
  }
  document.addEventListener("htmx:sendError", () => announce("网络暂时不通，刚才的操作没有完成。已填写的内容仍在，请稍后再试。"));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* What is to be typed elsewhere is copied whole; sites without https have the old way alone. */
  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const range = document.createRange();
      range.selectNodeContents(document.getElementById(button.getAttribute("data-copy")));
      const chosen = window.getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
      button.textContent = document.execCommand("copy") ? "已复制" : "已选中，请按 Ctrl+C";
    });
  });
})();
