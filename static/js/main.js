// Everything a page needs from JavaScript, started once; each module also looks after what htmx swaps in.
import "./keys.js";
import "./times.js";
import "./announce.js";
import "./drop.js";
import "./figure.js";
import "./rows.js";

// On a narrow window the tabs scroll: the current one is brought into view.
for (const current of document.querySelectorAll(":is(.tabs, .subbar nav) [aria-current]")) current.scrollIntoView({ block: "nearest", inline: "center" });
