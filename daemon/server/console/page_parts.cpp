#include "daemon/server/console/page_parts.hpp"

namespace triand::server {

void put_fact(Html& html, Phrase title, std::string_view words, Language language) {
  if (!words.empty()) html.element("dt", title.in(language)).element("dd", words);
}

void put_line(Html& html, const LineField& field, Language language) {
  const std::string_view name = field.name.text();
  html.open("label", {{"for", name}}).text(field.label.in(language));
  if (field.hint) html.text(" ").element("span", field.hint->in(language), {{"class", "small"}});
  html.close();
  html.leaf("input", {{"id", name},
                      {"name", name},
                      {"type", field.type.text()},
                      {"value", field.value},
                      {"autocomplete", field.autocomplete.text()},
                      {"maxlength", field.longest.text()},
                      {"required", "", field.required}});
}

void put_order(Html& html, Literal order) {
  html.leaf("input", {{"type", "hidden"}, {"name", "order"}, {"value", order.text()}});
}

void put_button(Html& html, Phrase words, Language language) {
  html.element("button", words.in(language), {{"type", "submit"}});
}

void put_customer_version(Html& html, std::int64_t version) {
  html.leaf("input", {{"type", "hidden"}, {"name", "customer_version"}, {"value", std::to_string(version)}});
}

}  // namespace triand::server
