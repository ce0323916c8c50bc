/* Sends what was recorded, one person after another. Every recording has its own key: sent again, it is answered as before. */
window.yqSync = (function () {
  "use strict";

  const LONGEST = 30000;
  const NOBODY = "00000000-0000-0000-0000-000000000000";

  function token() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? decodeURIComponent(cookie[1]) : "";
  }

  /* What came back: {said} of the server; {lost} without a network or in time; {unknown} who asks; {status} of a fault. */
  async function ask(url, form) {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), LONGEST);
    try {
      const answer = await fetch(url, {
        method: form ? "POST" : "GET", body: form, headers: form ? { "X-CSRFToken": token() } : {}, signal: stop.signal,
        credentials: "same-origin", redirect: "manual", cache: "no-store",
      });
      if (answer.type === "opaqueredirect") return { unknown: true };
      const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (isOurs) return { said: await answer.json() };
      return answer.status === 403 ? { unknown: true } : { status: answer.status };
    } catch (problem) {
      return { lost: true };
    } finally {
      clearTimeout(clock);
    }
  }

  function formOf(record) {
    const form = new URLSearchParams();
    Object.entries(record.told || {}).forEach(([name, value]) => [].concat(value).forEach((one) => form.append(name, one)));
    form.append("told_at", record.told_at);
    form.append("sent_at", new Date().toISOString());
    form.append("choice", record.choice || "");
    return form;
  }

  /* What becomes of a record by an answer; null where it stays as it is, to be sent again. */
  function settled(record, came) {
    if (came.said) return { ...record, state: came.said.state, answer: came.said };
    if (came.status !== 404) return null;
    if (record.choice === "drop") return { ...record, state: "dropped", answer: {} };
    const answer = {
      code: "rounds.not_found", choices: [["drop", "不登记这一户"]], message: "系统里没有这次走访的这一户，或者不是您取走的，没有登记。您登记的内容还在手机上。",
      next: "请用取走走访的账户登录后再传；仍不行的，在“登记服务”页面补登。",
    };
    return { ...record, state: "refused", answer };
  }

  return {
    ask,

    /* One bad item stops nobody; a network that is gone twice running does. Returns how it ended. */
    async sendAll(url, records, keep) {
      const ended = { sent: 0, refused: 0, faults: 0, left: 0, unknown: false };
      let lost = 0;
      for (const [id, record] of records) {
        if (lost > 1 || ended.unknown) {
          ended.left += 1;
          continue;
        }
        const came = await ask(url.replace(NOBODY, id), formOf(record));
        const made = settled(record, came);
        lost = came.lost ? lost + 1 : 0;
        if (made) {
          await keep(id, made);
          ended[made.state === "refused" ? "refused" : "sent"] += 1;
        } else if (came.unknown) {
          ended.unknown = true;
          ended.left += 1;
        } else if (came.lost) {
          ended.left += 1;
        } else {
          ended.faults += 1;
        }
      }
      return ended;
    },
  };
})();
