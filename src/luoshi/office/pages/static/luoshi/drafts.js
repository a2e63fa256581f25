// Drafts of a grid in this browser: what was typed and not yet saved, by person, form and version.

const PREFIX = "luoshi:draft:";

export class Drafts {
  constructor(user, form, version) {
    this.key = `${PREFIX}${user}:${form}`;
    this.version = version;
  }

  /** The draft there is, or null: {version, at, cells: {name: [text, status]}}. */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null; // unreadable, or the browser keeps nothing: as if there were none
    }
  }

  /** Whether it is kept. Without cells there is nothing to keep. */
  write(cells) {
    try {
      if (Object.keys(cells).length === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ version: this.version, at: new Date().toISOString(), cells }));
      return true;
    } catch {
      return false; // full, or not allowed: the page says so
    }
  }
}
