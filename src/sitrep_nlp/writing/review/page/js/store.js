// Where decisions are kept: the browser's storage, or the page's memory where the browser keeps nothing.

const memory = new Map();

function storage() {
  try {
    const probe = "sitrep-review";
    localStorage.setItem(probe, "");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

const kept = storage();

/** Whether decisions outlive the page. A full storage turns it off for the rest of the visit. */
export const store = {
  lasting: kept !== null,

  read(key) {
    if (memory.has(key)) return memory.get(key);
    let value = {};
    try {
      value = JSON.parse(kept?.getItem(key) ?? "{}");
    } catch {
      // What is stored is no JSON: somebody else's, or cut off. It counts as nothing.
    }
    memory.set(key, value);
    return value;
  },

  write(key, value) {
    memory.set(key, value);
    if (!kept) return;
    try {
      if (Object.keys(value).length) kept.setItem(key, JSON.stringify(value));
      else kept.removeItem(key);
    } catch {
      this.lasting = false;
    }
  },

  /** Read everything anew: another window of this browser has written. */
  forget() {
    if (this.lasting) memory.clear();
  },
};
