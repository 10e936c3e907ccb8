"use strict";
const form = document.querySelector("form");
const said = document.querySelector("[role=status]");
const events = new EventSource(`/events?since=${document.documentElement.dataset.version}`);
const parse = (text) => new DOMParser().parseFromString(text, "text/html");
let turns = 0;

async function load(address) {
  const reply = await fetch(address);
  return parse(await reply.text());
}

async function refresh(words) {
  const turn = ++turns;
  const fresh = await load(location.href);
  if (turn !== turns) return;
  document.title = fresh.title;
  document.querySelector("main").replaceWith(fresh.querySelector("main"));
  said.textContent = words;
  check(turn);
}

async function check(turn) {
  const place = document.querySelector("#findings");
  if (!place) return;
  place.textContent = "Checking…";
  const found = await load(place.dataset.src);
  if (turn === turns) place.replaceChildren(...found.querySelector("main").children);
}

form.addEventListener("change", () => {
  history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
  refresh("");
});
events.addEventListener("message", () => refresh(`Read anew at ${new Date().toLocaleTimeString()}`));
events.addEventListener("open", () => { said.textContent = ""; });
events.addEventListener("error", () => { said.textContent = "The preview is not running."; });
check(turns);
