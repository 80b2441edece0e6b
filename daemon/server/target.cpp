#include "daemon/server/target.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "daemon/intake/utf8_check.hpp"

namespace triand::server {

std::optional<Target> target_from(std::string_view text) {
  if (text.empty() || text.front() != '/' || text.substr(0, 2) == "//") return std::nullopt;
  const auto parsed = boost::urls::parse_origin_form(boost::urls::string_view(text.data(), text.size()));
  if (!parsed) return std::nullopt;
  Target target;
  for (const auto& segment : parsed->segments()) {
    target.segments.push_back(intake::with_valid_utf8(segment));
    target.path += '/' + target.segments.back();
  }
  const boost::urls::string_view raw_query = parsed->encoded_query();
  target.query_text.assign(raw_query.data(), raw_query.size());
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto& parameter : parsed->params(form))
    target.query[intake::with_valid_utf8(parameter.key)] = intake::with_valid_utf8(parameter.value);
  return target;
}

}  // namespace triand::server
