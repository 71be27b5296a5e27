// Finds a company as one types, in any script, and filters and sorts what is found. Data: find-letters.js, find-*.js.
"use strict";
(() => {
  const NAMES = ["page", "id", "name", "others", "country", "city", "chapters", "clear", "held", "left", "key"];
  const all = [];
  let letter = {}, hangul = null;

  window.svatFind = rows => {
    for (const row of rows) {
      const company = {};
      NAMES.forEach((name, n) => { company[name] = row[n]; });
      company.key = " " + company.key;
      company.order = all.length;
      all.push(company);
    }
  };
  window.svatLetters = (letters, tables) => { letter = letters; hangul = tables; };

  // --- folding, as svat.text does it

  const meet = (final, follower) => {
    const [sound, kept, moved] = hangul.finals[final];
    if (follower === null || !final) return [sound, null];
    if (follower === "-") return moved ? [kept, moved] : [kept, null];
    if (final in hangul.withH && follower in hangul.aspirated) return [hangul.withH[final], hangul.aspirated[follower]];
    const nasal = hangul.nasal[sound] || sound;
    if (follower === "n" && sound === "l") return ["l", "l"];
    if (follower === "n" || follower === "m") return [nasal, null];
    if (follower === "r") return sound === "l" || sound === "n" ? ["l", "l"] : [nasal, "n"];
    return [sound, null];
  };

  const romanised = syllables => {
    const parts = [...syllables].map(char => {
      const n = char.charCodeAt(0) - 0xac00;
      return [Math.floor(n / 588), Math.floor(n % 588 / 28), n % 28];
    });
    let out = "", onset = null;
    parts.forEach(([initial, vowel, final], place) => {
      const next = parts[place + 1];
      const first = onset === null ? hangul.initials[initial].replace("-", "") : onset;
      const follower = next ? hangul.initials[next[0]] : null;
      const palatal = follower === "-" && (final === 7 || final === 25) && next[1] === 20;
      let stays;
      [stays, onset] = meet(final, follower);
      if (palatal) onset = final === 7 ? "j" : "ch";
      out += first + hangul.vowels[vowel] + stays;
    });
    return out;
  };

  const PAIRS = [["ου", "ou"], ["αυ", "av"], ["ευ", "ev"], ["γγ", "ng"], ["γκ", "gk"], ["γχ", "nch"], ["ντ", "nt"], ["μπ", "mp"]];
  const DIGITS = { 0: "o", 1: "l", 3: "e", 5: "s", 8: "b" };

  const words = text => text.normalize("NFKC").toLowerCase().replace(/['’‘ʼʻ`´′]/gu, "").replace(/&/g, " and ")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim().split(" ").filter(Boolean);

  const latin = word => {
    let text = word.replace(/[\uac00-\ud7a3]+/gu, romanised);
    for (const [pair, as] of PAIRS) text = text.replaceAll(pair, as);
    text = [...text].map(char => char in letter ? letter[char] : char).join("").normalize("NFD").replace(/\p{M}/gu, "");
    return text.replace(/(?<=[a-z])[01358](?=[a-z])/g, digit => DIGITS[digit]);
  };

  window.svatFold = text => words(text).map(latin).filter(Boolean).join(" ");

  // --- finding

  const unmarked = word => word.normalize("NFD").replace(/[\u0300-\u036f]+/g, "");

  // 3: a word of the company begins with it; 1: it is within one; 0: it is nowhere.
  const found = (key, forms) => Math.max(...forms.map(form => key.includes(" " + form) ? 3 : key.includes(form) ? 1 : 0));

  const matches = (company, asked, filter) => {
    if (filter.side && company.page[0] !== filter.side) return 0;
    if (filter.chapter && !(" " + company.chapters + " ").includes(" " + filter.chapter + " ")) return 0;
    if (filter.city && company.city !== filter.city) return 0;
    if (filter.status && !company[filter.status]) return 0;
    let score = 1;
    for (const forms of asked) {
      const one = found(company.key, forms);
      if (!one) return 0;
      score += one;
    }
    return score;
  };

  const SORTS = {
    best: (x, y) => y.score - x.score || x.order - y.order,
    name: (x, y) => x.order - y.order,
    most: (x, y) => y.clear - x.clear || x.order - y.order,
    held: (x, y) => y.held - x.held || x.order - y.order,
    id: (x, y) => (x.id < y.id ? -1 : x.id > y.id ? 1 : x.order - y.order),
  };

  const find = filter => {
    const asked = words(filter.q || "").map(word => [...new Set([unmarked(word), latin(word)])].filter(Boolean));
    const hits = [];
    for (const company of all) {
      const score = matches(company, asked, filter);
      if (score) { company.score = score; hits.push(company); }
    }
    return hits.sort(SORTS[filter.sort] || SORTS.best);
  };

  // --- the page

  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  const shown = (company, says) => {
    const row = element("li"), link = element("a", company.name);
    link.href = "companies/" + company.page;
    row.append(link);
    if (company.others) row.append(element("span", company.others, "o"));
    row.append(element("span", [company.id, company.city, company.country].filter(Boolean).join(" · "), "p"));
    const state = element("span", "", "st");
    if (company.clear) state.append(element("span", says.clear.replace("{n}", company.clear), "k good"));
    if (company.held) state.append(element("span", says.held.replace("{n}", company.held), "k warn"));
    if (company.left) state.append(element("span", says.left, "k"));
    row.append(state);
    return row;
  };

  const start = () => {
    const form = document.getElementById("find-form"), list = document.getElementById("found");
    if (!form) return;
    const told = document.getElementById("found-count"), more = document.getElementById("found-more");
    const says = { ...form.dataset };
    const fields = ["q", "side", "chapter", "city", "status", "sort"].map(name => form.elements[name]);
    const STEP = 40;
    let most = STEP;

    const cities = new Map();
    for (const company of all) if (company.city) cities.set(company.city, (cities.get(company.city) || 0) + 1);
    for (const [city] of [...cities].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, 500)) {
      const option = element("option", city);
      option.value = city;
      form.elements.city.append(option);
    }

    const read = () => Object.fromEntries(fields.map(field => [field.name, field.value.trim()]));
    const show = () => {
      const filter = read();
      const asked = Object.entries(filter).some(([name, value]) => value && name !== "sort");
      const hits = asked || filter.sort !== "best" ? find(filter) : [];
      list.replaceChildren(...hits.slice(0, most).map(company => shown(company, says)));
      told.textContent = asked || hits.length ? (hits.length ? says.count.replace("{n}", hits.length.toLocaleString(document.documentElement.lang)) : says.none) : "";
      more.hidden = hits.length <= most;
      const kept = new URLSearchParams(Object.entries(filter).filter(([name, value]) => value && !(name === "sort" && value === "best")));
      const hash = kept.size === 0 ? "" : "#find?" + kept;
      if (location.hash !== hash && (hash || location.hash.startsWith("#find?"))) {
        history.replaceState(null, "", hash || location.pathname + location.search);
      }
    };
    const asked = () => { most = STEP; show(); };
    const restore = () => {
      if (!location.hash.startsWith("#find?")) return;
      const kept = new URLSearchParams(location.hash.slice(6));
      for (const field of fields) if (kept.has(field.name)) field.value = kept.get(field.name);
      asked();
    };

    form.addEventListener("input", asked);
    form.addEventListener("submit", event => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (first) first.focus();
    });
    form.addEventListener("reset", () => setTimeout(asked));
    more.addEventListener("click", () => {
      const next = list.children.length;
      most += STEP;
      show();
      const link = list.children[next] && list.children[next].querySelector("a");
      if (link) link.focus();
    });
    window.addEventListener("hashchange", restore);
    form.hidden = false;
    restore();
  };

  document.addEventListener("DOMContentLoaded", start);
})();
