/* The page at the door: chooses a PIN and takes a round, records without a network, sends, shows receipts, wipes. */
(function () {
  "use strict";

  const sealed = window.yqSealed;
  const sync = window.yqSync;
  const NOBODY = "00000000-0000-0000-0000-000000000000";
  const LOCKS_AFTER = 10 * 60 * 1000;
  const WORDS = { none: "未登记", kept: "在手机上，未上传", received: "已上传", refused: "未收下", dropped: "不登记" };
  const TONES = { none: "", kept: "badge-soon", received: "badge-good", refused: "badge-danger", dropped: "" };
  const root = document.querySelector("[data-phone]");
  const part = (name) => root.querySelector("[data-part=" + name + "]");
  const urlOf = (name, id) => root.getAttribute("data-" + name).replace(NOBODY, id);
  const form = root.querySelector("[data-form]");
  let head = null;
  let people = null;
  let records = new Map();
  let current = "";
  let shown = "";
  let resting = 0;

  function show(name) {
    shown = name;
    root.querySelectorAll("[data-part]").forEach((one) => { one.hidden = one.getAttribute("data-part") !== name; });
    window.scrollTo(0, 0);
    const title = part(name).querySelector("h1");
    if (title) title.focus();
  }

  function say(where, words, isBad) {
    const place = root.querySelector("[data-said=" + where + "]");
    place.textContent = words;
    place.className = words ? "alert " + (isBad ? "alert-danger" : "alert-success") : "";
  }

  const waiting = () => Array.from(records).filter(([, one]) => one.state === "kept");
  const unsettled = () => Array.from(records).filter(([, one]) => one.state === "kept" || one.state === "refused");

  /* Only a number is left in clear, for the question at signing out. */
  function count() {
    const open = unsettled().length;
    if (open) localStorage.setItem("yq-round-unsent", String(open));
    else localStorage.removeItem("yq-round-unsent");
  }

  async function keep(id, record) {
    await sealed.keep(id, record);
    records.set(id, record);
    count();
  }

  async function wipe() {
    await sealed.wipe();
    head = people = null;
    records = new Map();
    localStorage.removeItem("yq-round-unsent");
    window.history.replaceState(null, "", window.location.pathname);
  }

  /* After its day nobody's name stays; what was not sent stays sealed until it is. */
  async function afterItsDay() {
    if (!head || Date.now() < head.until) return;
    await sealed.wipePeople();
    people = null;
    if (await sealed.countRecords()) {
      if (shown === "round" || shown === "record") draw();
      return;
    }
    await wipe();
    show("none");
  }

  function named(id) {
    const one = people && people.find((person) => person.id === id);
    return one || { id, no: head.ids.indexOf(id) + 1, name: "第 " + (head.ids.indexOf(id) + 1) + " 户", services: [] };
  }

  function line(id) {
    const person = named(id);
    const record = records.get(id);
    const state = record ? record.state : "none";
    const card = root.querySelector("[data-card]").content.cloneNode(true).firstElementChild;
    const put = (name, words) => { card.querySelector("[data-" + name + "]").textContent = words || ""; };
    card.setAttribute("data-item", id);
    put("name", person.no + ". " + person.name + (person.age ? "，" + person.age + " 岁" : ""));
    put("where", person.where);
    put("services", person.services.join("；"));
    put("state", WORDS[state]);
    if (TONES[state]) card.querySelector("[data-state]").classList.add(TONES[state]);
    const call = card.querySelector("[data-call]");
    call.hidden = !person.phone;
    if (person.phone) {
      call.href = "tel:" + person.phone;
      call.textContent = "打电话 " + person.phone;
    }
    put("answer", answerOf(record));
    card.querySelector("[data-record]").hidden = state === "received" || state === "dropped" || (state === "refused" && !offers(record, "edit"));
    card.querySelector("[data-record]").textContent = record ? "修改" : "登记";
    card.querySelector("[data-record]").classList.toggle("btn-primary", !record);
    card.querySelector("[data-record]").setAttribute("aria-label", (record ? "修改" : "登记") + "：" + person.name);
    choicesOf(record).forEach(([code, words]) => card.querySelector("[data-choices]").append(choice(id, code, words, person.name)));
    return card;
  }

  const choicesOf = (record) => (record && record.state === "refused" ? record.answer.choices.filter(([code]) => code !== "edit") : []);
  const offers = (record, code) => (record.answer.choices || []).some(([one]) => one === code);

  function answerOf(record) {
    if (!record || !record.answer) return "";
    const said = record.answer;
    if (record.state === "refused") return said.message + said.next;
    if (record.state !== "received") return "";
    const first = said.differs ? "系统此前已收到这一户的另一份登记，以先收到的为准。" : "";
    return first + "回执 " + said.receipt + "，" + said.at + " 收到。" + (said.case || "");
  }

  function choice(id, code, words, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = words;
    button.setAttribute("aria-label", words + "：" + name);
    button.addEventListener("click", async () => {
      await keep(id, { ...records.get(id), state: "kept", choice: code });
      draw();
      await send();
    });
    return button;
  }

  function draw() {
    const ids = people ? people.map((one) => one.id) : head.ids.filter((id) => records.has(id));
    const list = root.querySelector("[data-list]");
    list.textContent = "";
    ids.forEach((id) => list.append(line(id)));
    const done = Array.from(records.values());
    const sent = done.filter((one) => one.state === "received" || one.state === "dropped").length;
    root.querySelector("[data-sum]").textContent = "共 " + head.ids.length + " 户，已登记 " + done.length + " 户，已上传 " + sent + " 户。";
    root.querySelector("[data-over]").hidden = people !== null;
    root.querySelector("[data-send]").disabled = !waiting().length;
    show("round");
  }

  async function load() {
    people = await sealed.people();
    records = new Map();
    for (const id of head.ids) {
      const record = await sealed.record(id);
      if (record) records.set(id, record);
    }
    count();
    await afterItsDay();
    if (head) draw();
  }

  function pinOf(where) {
    const typed = Array.from(part(where).querySelectorAll("input")).map((one) => one.value);
    return typed.every((one) => one === typed[0]) ? typed[0] : null;
  }

  async function take(event) {
    event.preventDefault();
    const pin = pinOf("new");
    if (pin === null) return say("new", "两次输入的口令不一样，请重新输入。", true);
    if (pin.length < 8 || /^(.)\1*$/.test(pin)) return say("new", "口令至少 8 位，不能全是同一个字符。", true);
    const id = window.location.hash.slice(1);
    const came = await sync.ask(urlOf("carried", id));
    if (!came.said) return say("new", came.unknown ? "登录已过期，没有取走。请重新登录后再打开这次走访。" : came.lost ? "没有网络，没有取走。请在有网络的地方再试。" : "这次走访已经结束、作废，或者不是您取走的，没有取走。请返回“离线走访”查看。", true);
    const until = Date.now() + (Date.parse(came.said.until) - Date.parse(came.said.now));
    await sealed.create(pin, came.said, until);
    part("new").querySelectorAll("input").forEach((one) => { one.value = ""; });
    head = await sealed.head();
    await load();
    say("round", "已带到手机上，没有网络也能登记。请不要退出登录，走访完再结束。");
  }

  async function open(event) {
    event.preventDefault();
    const typed = part("open").querySelector("input");
    if (await holdBack()) return;
    if (!(await sealed.open(typed.value))) {
      if (!(await holdBack())) say("open", "口令不对，请重新输入。手机上的内容没有变。", true);
      return;
    }
    typed.value = "";
    say("open", "");
    await load();
  }

  /* After too many wrong PINs the field rests, also after the page was opened anew; nothing that is kept is touched. */
  async function holdBack() {
    const left = await sealed.wait();
    part("open").querySelectorAll("input, [type=submit]").forEach((one) => { one.disabled = left > 0; });
    clearTimeout(resting);
    if (!left) return false;
    const minutes = Math.ceil(left / 60000);
    const when = left > 60000 ? "约 " + minutes + " 分钟" : "约 " + Math.ceil(left / 1000) + " 秒";
    say("open", "口令连续输错多次，请过" + when + "再试。手机上的内容没有变，没有上传的登记不会丢失。", true);
    resting = setTimeout(async () => { if (!(await holdBack())) say("open", "现在可以再输入口令了。"); }, Math.min(left, 10000));
    return true;
  }

  function begin(id) {
    current = id;
    const person = named(id);
    const told = (records.get(id) || {}).told || {};
    form.reset();
    Object.entries(told).forEach(([name, value]) => {
      form.querySelectorAll("[name=" + name + "]").forEach((one) => {
        if (one.type === "radio" || one.type === "checkbox") one.checked = [].concat(value).includes(one.value);
        else one.value = value;
      });
    });
    root.querySelector("[data-whom]").textContent = person.name;
    root.querySelector("[data-what]").textContent = person.services.join("；");
    say("record", "");
    show("record");
  }

  function told() {
    const data = new FormData(form);
    return {
      way: data.get("way"), outcome: data.get("outcome") || "", condition: data.get("condition") || "", needs: data.getAll("needs"),
      words: data.get("words").trim(), next_on: data.get("next_on"),
      case_kind: data.get("case_kind") || "", case_words: (data.get("case_words") || "").trim(),
    };
  }

  /* What the server would refuse is told at the door, while the person can still be asked. */
  function missing(one) {
    if (!one.outcome) return "请选择结果，没有保存。";
    if (one.outcome === "met" && !one.condition) return "请选择本人情况，没有保存。";
    if (one.outcome === "not_home" && !one.next_on) return "没有见到本人的，请填写下次日期，没有保存。";
    if (one.case_kind && !one.case_words) return "请用一句话写明要有关单位解决什么事，没有保存。";
    if (one.case_words && !one.case_kind) return "请选择要有关单位解决的事是哪一类，没有保存。";
    return "";
  }

  async function record(event) {
    event.preventDefault();
    const one = told();
    const lack = missing(one);
    if (lack) return say("record", lack, true);
    const before = records.get(current);
    const isMoved = before && before.answer && before.answer.code === "rounds.time_not_possible";
    const at = before && !isMoved ? before.told_at : new Date().toISOString();
    await keep(current, { told: one, told_at: at, state: "kept", choice: "" });
    draw();
    say("round", "已保存在手机上。有网络时请按“上传”。");
  }

  async function send() {
    root.querySelector("[data-send]").disabled = true;
    say("round", "正在上传，请不要关闭页面。");
    const ended = await sync.sendAll(root.getAttribute("data-item"), waiting(), keep);
    draw();
    const parts = ["已上传 " + ended.sent + " 户。"];
    if (ended.refused) parts.push(ended.refused + " 户没有收下，原因见下，其余不受影响。");
    if (ended.faults) parts.push(ended.faults + " 户系统出错，内容还在手机上，请稍后再传。");
    if (ended.unknown) parts.push("登录已过期，请重新登录（不会清除手机上的内容），再按“上传”。");
    else if (ended.left) parts.push("网络断了，还有 " + ended.left + " 户在手机上，没有丢失；有网络时再按“上传”。");
    root.querySelector("[data-sign-in]").hidden = !ended.unknown;
    say("round", parts.join(""), ended.refused || ended.faults || ended.left);
  }

  async function end() {
    const open = unsettled().length;
    const question = open ? "还有 " + open + " 户没有上传或没有处理，结束后这些登记会丢失。确定结束并清除吗？" : "结束后清除手机上的全部内容。确定结束吗？";
    if (!window.confirm(question)) return;
    await sync.ask(urlOf("end", head.round), new URLSearchParams());
    await wipe();
    say("none", "已结束，手机上的内容已清除。");
    show("none");
  }

  async function forget() {
    if (!window.confirm("忘了口令就打不开了。清除后，没有上传的登记会丢失；这些服务仍是待办，可以重新带走。确定清除吗？")) return;
    await wipe();
    say("none", "手机上的内容已清除。");
    show("none");
  }

  async function start() {
    if (!window.isSecureContext || !window.indexedDB || !navigator.serviceWorker || !window.crypto.subtle) return show("unable");
    navigator.serviceWorker.register(root.getAttribute("data-worker"), { scope: window.location.pathname }).then(
      () => navigator.serviceWorker.ready).then(() => root.setAttribute("data-ready", "")).catch(() => {});
    head = await sealed.head();
    const wanted = window.location.hash.slice(1);
    if (head && Date.now() >= head.until) await afterItsDay();
    if (!head) return show(wanted ? "new" : "none");
    if (wanted && wanted !== head.round) say("open", "手机上还有一次没有结束的走访，请先打开、上传并结束，再带新的。", true);
    await holdBack();
    return show("open");
  }

  part("new").querySelector("form").addEventListener("submit", take);
  part("open").querySelector("form").addEventListener("submit", open);
  form.addEventListener("submit", record);
  root.querySelector("[data-send]").addEventListener("click", send);
  root.querySelector("[data-end]").addEventListener("click", end);
  root.querySelector("[data-forget]").addEventListener("click", forget);
  root.querySelector("[data-back]").addEventListener("click", draw);
  root.querySelector("[data-list]").addEventListener("click", (event) => {
    const card = event.target.closest("[data-item]");
    if (card && event.target.closest("[data-record]")) begin(card.getAttribute("data-item"));
  });
  setInterval(afterItsDay, 30000);
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (hiddenAt && Date.now() - hiddenAt > LOCKS_AFTER && head) window.location.reload();
  });
  start();
})();
