// Asks the browser for a security key, by the sign-in library's own scripts; says in words what went wrong.
(function () {
  "use strict";
  const button = document.getElementById("key-button");
  const trouble = document.getElementById("key-trouble");
  if (!button || !window.allauth) return;
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    document.getElementById("key-unknown").hidden = false;
    button.disabled = true;
    return;
  }
  const data = JSON.parse(document.getElementById("key-data").textContent);
  const forms = window.allauth.webauthn.forms;
  const ids = { credential: "id_credential" };
  if (button.dataset.key === "add") forms.addForm({ ids: Object.assign(ids, { add: "key-button" }), data: data });
  else forms.authenticateForm({ ids: Object.assign(ids, { authenticate: "key-button" }), data: data });
  // A key that is not there, not touched in time or refused: the person may try again, and nothing was sent.
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    trouble.hidden = false;
    trouble.setAttribute("role", "alert");
  });
  button.addEventListener("click", function () { trouble.hidden = true; });
})();
