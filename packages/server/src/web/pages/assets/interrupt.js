// Takes the person to the first link, at once or when the seconds are over; any form that is sent stops the clock.
(() => {
  const notice = document.getElementById('autoRedirect');
  const target = document.getElementById('autoRedirectTo');
  const shown = document.getElementById('secondsLeft');
  if (!notice || !target) return;
  const address = String(target.href);
  const seconds = Number(notice.dataset.seconds);
  if (!(seconds > 0) || !shown) {
    location.replace(address);
    return;
  }
  const end = performance.now() + seconds * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    shown.textContent = String(left);
    if (left > 0) return;
    clearInterval(clock);
    location.assign(address);
  };
  const clock = setInterval(tick, 250);
  tick();
  document.addEventListener('submit', () => clearInterval(clock));
  window.addEventListener('pagehide', () => clearInterval(clock));
})();
