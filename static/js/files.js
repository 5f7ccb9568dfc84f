// Says at once that a file is too large, rather than after it has been sent and everything with it refused.
import { awaken } from "./awake.js";

function fileSizes(root) {
  for (const input of root.querySelectorAll("input[type=file][data-most]")) {
    const words = document.createElement("p");
    words.className = "field-error";
    words.setAttribute("role", "alert");
    input.addEventListener("change", () => {
      const large = [...input.files].some((file) => file.size > Number(input.dataset.most));
      if (large) {
        words.textContent = input.dataset.tooLarge;
        input.before(words);
        input.value = "";
      } else {
        words.remove();
      }
    });
  }
}

awaken(fileSizes);
