/* What a telephone keeps of a round: sealed with AES-GCM under a key that is made from a PIN (PBKDF2, SHA-256) and
   held in memory alone. In clear stand the salt, random ids and the end of the day. Chromium 86 and up. */
window.yqSealed = (function () {
  "use strict";

  const ITERATIONS = 600000;
  /* So many wrong PINs in a row are free; each further one doubles the wait, from half a minute up to an hour. */
  const FREE_TRIES = 5;
  const FIRST_WAIT = 30 * 1000;
  const LONGEST_WAIT = 60 * 60 * 1000;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let key = null;

  function database() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open("yinqiao-rounds", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  /* One transaction; it has settled when its last word is on the disk, not before. */
  async function within(mode, work) {
    const opened = await database();
    try {
      return await new Promise((done, failed) => {
        const deal = opened.transaction("kept", mode, { durability: "strict" });
        const asked = work(deal.objectStore("kept"));
        deal.oncomplete = () => done(asked && asked.result);
        deal.onerror = deal.onabort = () => failed(deal.error);
      });
    } finally {
      opened.close();
    }
  }

  async function keyOf(pin, salt, iterations) {
    const typed = await crypto.subtle.importKey("raw", encoder.encode(pin), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt, iterations }, typed, { name: "AES-GCM", length: 256 }, false,
      ["encrypt", "decrypt"]);
  }

  /* The name is bound in: what was sealed as one thing cannot be laid in the place of another. */
  async function seal(name, told) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = encoder.encode(JSON.stringify(told));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(name) }, key, words);
    return { iv, data };
  }

  async function unseal(name, sealed) {
    const hidden = { name: "AES-GCM", iv: sealed.iv, additionalData: encoder.encode(name) };
    return JSON.parse(decoder.decode(await crypto.subtle.decrypt(hidden, key, sealed.data)));
  }

  return {
    head: () => within("readonly", (kept) => kept.get("head")),

    /* A new round: only when nothing else is kept. `until` is the end of its day by this telephone's clock. */
    async create(pin, told, until) {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      key = await keyOf(pin, salt, ITERATIONS);
      const people = await seal("people", told.people);
      const check = await seal("check", told.round);
      const head = { round: told.round, salt, iterations: ITERATIONS, until, ids: told.people.map((one) => one.id), check };
      await within("readwrite", (kept) => {
        kept.clear();
        kept.put(people, "people");
        return kept.put(head, "head");
      });
    },

    /* Milliseconds until the next PIN is tried. A clock that was set back does not lengthen it beyond what was begun. */
    async wait() {
      const tries = await within("readonly", (kept) => kept.get("tries"));
      if (!tries || tries.count < FREE_TRIES) return 0;
      const whole = Math.min(FIRST_WAIT * 2 ** (tries.count - FREE_TRIES), LONGEST_WAIT);
      return Math.max(0, Math.min(whole, tries.at + whole - Date.now()));
    },

    /* Whether the PIN is the one that was chosen. Each try is counted before it is made: closing the page spares none. */
    async open(pin) {
      if (await this.wait()) return false;
      const tries = await within("readonly", (kept) => kept.get("tries"));
      await within("readwrite", (kept) => kept.put({ count: (tries ? tries.count : 0) + 1, at: Date.now() }, "tries"));
      const head = await this.head();
      key = await keyOf(pin, head.salt, head.iterations);
      try {
        await unseal("check", head.check);
        await within("readwrite", (kept) => kept.delete("tries"));
        return true;
      } catch (wrong) {
        key = null;
        return false;
      }
    },

    /* Who is visited; null when the day is over and this was wiped. */
    async people() {
      const sealed = await within("readonly", (kept) => kept.get("people"));
      return sealed ? unseal("people", sealed) : null;
    },

    async record(id) {
      const sealed = await within("readonly", (kept) => kept.get("item:" + id));
      return sealed ? unseal("item:" + id, sealed) : null;
    },

    async keep(id, record) {
      const sealed = await seal("item:" + id, record);
      await within("readwrite", (kept) => kept.put(sealed, "item:" + id));
    },

    countRecords: () => within("readonly", (kept) => kept.count(IDBKeyRange.bound("item:", "item:\uffff"))),
    wipePeople: () => within("readwrite", (kept) => kept.delete("people")),

    async wipe() {
      key = null;
      await within("readwrite", (kept) => kept.clear());
    },
  };
})();
