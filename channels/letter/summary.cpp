#include "channels/letter/summary.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace triand::channels::letter {
namespace json = boost::json;

std::string to_json(const Summary& summary) {
  json::object document{
      {"schema", "triand.batch/v1"},
      {"batch", summary.batch},
      {"campaign", summary.campaign},
      {"created", timestamp(summary.created)},
      {"counts",
       json::object{{"letters", summary.letters}, {"pages", summary.pages}, {"sheets", summary.sheets}}},
      {"print", json::object{{"paper", "A4"}, {"sides", summary.duplex ? 2 : 1}}},
      {"sha256",
       json::object{{"letters.pdf", summary.pdf_sha256}, {"manifest.csv", summary.manifest_sha256}}}};
  if (!summary.reprint_of.empty()) document["reprint_of"] = summary.reprint_of;
  return json::serialize(document) + "\n";
}

std::optional<Summary> summary_from(const std::string& text) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) return std::nullopt;
  const json::object& document = value.get_object();
  const json::value* batch = document.if_contains("batch");
  const json::value* campaign = document.if_contains("campaign");
  const json::value* created = document.if_contains("created");
  const json::value* counts = document.if_contains("counts");
  if (batch == nullptr || !batch->is_string() || campaign == nullptr || !campaign->is_string() ||
      created == nullptr || !created->is_string() || counts == nullptr || !counts->is_object())
    return std::nullopt;
  Summary summary;
  summary.batch = batch->get_string().c_str();
  summary.campaign = campaign->get_string().c_str();
  summary.created = parse_timestamp(created->get_string().c_str());
  if (const json::value* letters = counts->get_object().if_contains("letters");
      letters && letters->is_int64())
    summary.letters = static_cast<std::size_t>(letters->get_int64());
  if (const json::value* pages = counts->get_object().if_contains("pages"); pages && pages->is_int64())
    summary.pages = static_cast<std::size_t>(pages->get_int64());
  if (const json::value* of = document.if_contains("reprint_of"); of && of->is_string())
    summary.reprint_of = of->get_string().c_str();
  return summary;
}

}  // namespace triand::channels::letter
