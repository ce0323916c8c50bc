/* Sends files block by block, goes on where one was cut off, and tells what became of each. Chromium 86 and up. */
(function () {
  "use strict";

  const place = document.querySelector("[data-upload]");
  if (!place) return;
  place.hidden = false;
  const told = place.querySelector("[data-told]");
  const bar = place.querySelector("[data-bar]");
  const failed = place.querySelector("[data-failed]");
  const picks = Array.from(place.querySelectorAll("[data-pick]"));
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const hidden = document.querySelector("input[name=csrfmiddlewaretoken]");
  const token = hidden ? hidden.value : cookie ? decodeURIComponent(cookie[1]) : "";
  let isBusy = false;

  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  /* A network that is gone comes back: five tries with growing pauses; what the server refuses is not tried again. */
  async function ask(url, body) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
        const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
        if (!isOurs) throw new Error("页面没有应答，请刷新后重新选择文件。");
        const said = await answer.json();
        if (answer.ok) return said;
        if (answer.status !== 503 || attempt >= 4) {
          const refusal = new Error(said.message + said.next);
          refusal.isFinal = true;
          throw refusal;
        }
      } catch (problem) {
        if (problem.isFinal || attempt >= 4) throw problem;
      }
      await pause(2 ** attempt);
    }
  }

  async function send(file, name, show) {
    const form = new FormData();
    form.append("name", name);
    form.append("size", file.size);
    let state = await ask(place.getAttribute("data-upload"), form);
    /* On a fast line several blocks go in one request, on a slow one each alone: what is cut off is soon sent again. */
    let blocks = 1;
    while (!state.whole) {
      const no = Math.ceil(state.received / state.block);
      const url = place.getAttribute("data-blocks").replace("00000000-0000-0000-0000-000000000000", state.id) + "?no=" + no;
      const begun = performance.now();
      state = await ask(url, file.slice(state.received, state.received + blocks * state.block));
      const took = performance.now() - begun;
      blocks = took < 1000 ? Math.min(2 * blocks, state.most) : took > 4000 ? 1 : blocks;
      show(state.received);
    }
  }

  async function sendAll(files) {
    const total = files.reduce((sum, one) => sum + one.size, 0) || 1;
    let done = 0;
    let bad = 0;
    bar.hidden = false;
    for (const [index, file] of files.entries()) {
      told.textContent = "正在上传第 " + (index + 1) + " 个，共 " + files.length + " 个。请不要关闭页面。";
      try {
        await send(file, file.webkitRelativePath || file.name, (received) => { bar.value = ((done + received) / total) * 100; });
      } catch (problem) {
        bad += 1;
        const line = document.createElement("li");
        line.textContent = file.name + "：" + (problem.isFinal ? problem.message : "网络中断，没有传完。重新选择这个文件，会从断点接着传。");
        failed.appendChild(line);
      }
      done += file.size;
      bar.value = (done / total) * 100;
    }
    told.textContent = bad ? "传完了，有 " + bad + " 个没有传上，见下。" : "都传完了，正在检查。";
    if (!bad) window.location.reload();
  }

  picks.forEach((pick) => pick.addEventListener("change", async () => {
    const files = Array.from(pick.files).filter((one) => one.size && !one.name.startsWith("."));
    if (isBusy || !files.length) return;
    isBusy = true;
    failed.textContent = "";
    picks.forEach((one) => { one.disabled = true; });
    window.addEventListener("beforeunload", warn);
    try {
      await sendAll(files);
    } finally {
      window.removeEventListener("beforeunload", warn);
      picks.forEach((one) => { one.disabled = false; one.value = ""; });
      isBusy = false;
    }
  }));

  function warn(event) {
    event.preventDefault();
    event.returnValue = "";
  }
})();
