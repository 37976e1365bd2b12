import "@fontsource/ibm-plex-sans-arabic/arabic-400.css";
import "@fontsource/ibm-plex-sans-arabic/arabic-500.css";
import "@fontsource/ibm-plex-sans-arabic/arabic-600.css";
import "@fontsource/ibm-plex-sans/latin-400.css";
import "@fontsource/ibm-plex-sans/latin-500.css";
import "@fontsource/ibm-plex-sans/latin-600.css";
import "@fontsource-variable/noto-naskh-arabic/wght.css";
import "./style/base.css";
import "./style/views.css";
import "./style/print.css";
import { render } from "preact";
import { enter } from "./api";
import { App } from "./app";
import { Failed } from "./parts/common";
import { dress } from "./words";

const box = document.getElementById("app")!;
dress();
enter().then(
  () => render(<App />, box),
  (error) => render(<main id="main"><Failed trouble={error.trouble ?? { status: 0, detail: String(error) }} again={() => location.reload()} /></main>, box),
);
