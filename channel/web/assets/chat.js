// The page works without this script; with it, messages are sent and answered
// without loading the page anew. Whatever people write reaches the page as text,
// or as HTML that the server's templates have escaped.
"use strict";
(() => {
  const form = document.getElementById("compose");
  const text = document.getElementById("text");
  const file = document.getElementById("file");
  const chosen = document.getElementById("chosen");
  const send = form.querySelector(".send");
  const log = document.getElementById("log");
  const writing = document.getElementById("writing");
  const scroll = document.getElementById("scroll");
  const end = document.getElementById("end");
  const say = form.dataset;
  // Longer than the server works on one message, so that it speaks first.
  const patience = 100_000;
  let busy = false;

  document.documentElement.classList.add("js");

  // newID works without https too, where crypto.randomUUID is missing.
  const newID = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  const element = (name, className, content) => {
    const e = document.createElement(name);
    if (className) e.className = className;
    if (content) e.textContent = content;
    return e;
  };

  const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; };

  // show brings a reply into view: all of it, or its beginning if it is long.
  const show = (reply) => {
    toEnd();
    if (reply && reply.offsetHeight > scroll.clientHeight) reply.scrollIntoView({ block: "start" });
  };

  const wait = (on) => {
    busy = on;
    send.disabled = on;
    writing.hidden = !on;
    writing.querySelector(".unseen").textContent = on ? say.writing : "";
    for (const b of document.querySelectorAll(".choice button, .failed button")) b.disabled = on;
  };

  // bubble shows the message at once, before it is answered.
  const bubble = (message) => {
    const turn = element("article", "turn");
    const mine = element("div", "mine");
    const p = element("p", "bubble", message.text || message.files.map((f) => f.name).join(", ") || say.aFile);
    p.dir = "auto";
    mine.append(element("h2", "unseen", say.you), p);
    turn.append(mine);
    log.append(turn);
    return turn;
  };

  const request = (message) => {
    const options = {
      method: "POST", credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(patience),
      headers: { Accept: "text/html" },
    };
    if (message.files.length === 0) {
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify({ id: message.id, text: message.text, choice: message.choice });
    } else {
      options.body = new FormData();
      options.body.append("id", message.id);
      options.body.append("text", message.text);
      options.body.append("choice", message.choice);
      for (const f of message.files) options.body.append("file", f, f.name);
    }
    return fetch("/api/v1/messages", options);
  };

  // problem is what the server says went wrong, or that it was not reached.
  const problem = async (response) => {
    try {
      return (await response.json()).error || say.notSent;
    } catch {
      return say.notSent;
    }
  };

  // deliver sends a message, also again: the id stays, so it is handled once.
  const deliver = async (message, turn) => {
    if (busy) return;
    turn.querySelector(".failed")?.remove();
    wait(true);
    toEnd();
    let fault = "";
    let html = "";
    try {
      const response = await request(message);
      if (response.ok) html = await response.text();
      else fault = await problem(response);
    } catch {
      fault = say.notSent;
    }
    wait(false);
    if (fault) {
      fail(message, turn, fault);
      return;
    }
    for (const old of log.querySelectorAll(".choices")) old.remove();
    const part = new DOMParser().parseFromString(html, "text/html");
    const reply = part.querySelector(".theirs");
    if (!reply) {
      fail(message, turn, say.notSent);
      return;
    }
    turn.append(document.adoptNode(reply));
    end.hidden = false;
    show(reply);
  };

  const fail = (message, turn, fault) => {
    const box = element("div", "failed", fault);
    box.setAttribute("role", "alert");
    const again = element("button", "", say.again);
    again.type = "button";
    again.addEventListener("click", () => deliver(message, turn));
    box.append(again);
    turn.querySelector(".mine").append(box);
    toEnd();
  };

  const begin = (message) => {
    if (busy || (!message.text && !message.choice && message.files.length === 0)) return false;
    document.getElementById("welcome")?.remove();
    scroll.classList.remove("fresh");
    for (const a of document.querySelectorAll(".alert, .retry")) a.remove();
    deliver({ id: newID(), ...message }, bubble(message));
    return true;
  };

  const showChosen = () => {
    chosen.hidden = file.files.length === 0;
    chosen.querySelector("span").textContent = Array.from(file.files, (f) => f.name).join(", ");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (begin({ text: text.value.trim(), choice: "", files: Array.from(file.files) })) {
      text.value = "";
      file.value = "";
      showChosen();
    }
    text.focus();
  });

  // Enter sends where there is a real keyboard, unless letters are being composed.
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  });

  document.addEventListener("submit", (event) => {
    const choice = event.target.closest("form.choice");
    if (!choice) return;
    event.preventDefault();
    begin({ text: choice.elements.text.value, choice: event.submitter?.value ?? "", files: [] });
  });

  file.addEventListener("change", showChosen);
  chosen.querySelector("button").addEventListener("click", () => {
    file.value = "";
    showChosen();
    file.focus();
  });

  // A reminder comes without a message before it, so a page that stays open
  // looks for one: when it is looked at again, and now and then.
  const lookEvery = 10 * 60_000;
  const look = async () => {
    if (busy || end.hidden || document.visibilityState !== "visible") return;
    let html = "";
    try {
      const response = await fetch("/reminder", { credentials: "same-origin", cache: "no-store", headers: { Accept: "text/html" } });
      if (response.status === 200) html = await response.text();
    } catch {
      return; // the next look may succeed
    }
    const turn = new DOMParser().parseFromString(html, "text/html").querySelector("[data-reminder]");
    if (busy || !turn || log.querySelector(`[data-reminder="${CSS.escape(turn.dataset.reminder)}"]`)) return;
    for (const old of log.querySelectorAll(".choices")) old.remove();
    log.append(document.adoptNode(turn));
    show(turn);
  };
  document.addEventListener("visibilitychange", look);
  setInterval(look, lookEvery);

  if (!scroll.classList.contains("fresh")) toEnd();
})();
