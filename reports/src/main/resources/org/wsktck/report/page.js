(function () {
  "use strict";
  var form = document.querySelector(".filter");
  var rules = Array.prototype.slice.call(document.querySelectorAll(".rule"));
  var found = form.querySelector(".found");
  var texts = rules.map(function (rule) { return rule.textContent.toLowerCase(); });

  function filter() {
    var words = form.elements.text.value.toLowerCase().split(/\s+/);
    var shown = 0;
    rules.forEach(function (rule, i) {
      var fits = ["verdict", "group", "level", "obligation"].every(function (name) {
        var wanted = form.elements[name].value;
        return !wanted || rule.dataset[name] === wanted;
      }) && words.every(function (word) { return texts[i].indexOf(word) >= 0; });
      rule.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    found.textContent = shown + " of " + rules.length + " rules";
  }

  function follow() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.classList.contains("rule")) {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  }

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("reset", function () { setTimeout(filter); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".breach details").forEach(function (details) { details.open = true; });
  });
  filter();
  follow();
})();
