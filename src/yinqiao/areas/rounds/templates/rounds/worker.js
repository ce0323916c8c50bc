/* Keeps the page at the door and its parts, of one version, and nothing else; every other request goes its way. */
"use strict";

const CACHE = "yq-round-{{ version }}";
const SHELL = {{ shell|safe }};

async function keep() {
  const cache = await caches.open(CACHE);
  /* A page that leads elsewhere (to sign in) is not this page: then the version before stays. */
  await Promise.all(SHELL.map(async (path) => {
    const answer = await fetch(path, { cache: "reload", credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(path);
    await cache.put(path, answer);
  }));
  await self.skipWaiting();
}

async function clear() {
  const names = await caches.keys();
  await Promise.all(names.filter((one) => one.startsWith("yq-round-") && one !== CACHE).map((one) => caches.delete(one)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || !SHELL.includes(path)) return;
  event.respondWith(caches.match(path, { cacheName: CACHE }).then((found) => found || fetch(event.request)));
});
