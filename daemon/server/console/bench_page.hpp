#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/api_error.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// A message on the bench, as the form has it.
struct BenchText {
  std::string message;  // the file that it was opened from; empty: it is new
  std::string channel;
  std::string form;  // as triand.templates/v1 calls it: "email" has a subject and perhaps an HTML part
  std::string text;  // lines end with \n
  std::string subject;
  std::string html;
  std::string title;     // what campaign_title stands for
  std::string customer;  // whose data fill it; empty: some examples
  bool advertising = false;
};

// Why there is no preview, or triand.text_preview/v1; neither: it was not asked for yet.
struct BenchAnswer {
  std::optional<ApiError> refusal = std::nullopt;
  boost::json::object preview = {};
  unsigned status = 200;
};

// The bench: the text, and beside it what customers would get of it, kept up to date by templates/console/preview.js.
// `templates`: triand.templates/v1, with the names and filters that there are.
[[nodiscard]] Response bench_page(const PageFrame& frame, const BenchText& bench, const BenchAnswer& answer,
                                  const boost::json::object& templates);

// The file that a part of the text ("text", "subject", "html") is downloaded as: what it was opened from, or the usual
// name.
[[nodiscard]] std::string bench_file(const BenchText& bench, const std::string& part);

}  // namespace triand::server
