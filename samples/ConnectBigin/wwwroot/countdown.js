// Counts down the seconds that the access token has left.
const left = document.getElementById("seconds-left");
const end = performance.now() + Number(left.textContent) * 1000;
const timer = setInterval(() => {
  const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
  left.textContent = String(seconds);
  if (seconds === 0) {
    clearInterval(timer);
  }
}, 250);
