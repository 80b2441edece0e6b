#include "daemon/server/api/feedback_document.hpp"

#include <boost/json/object.hpp>

#include "daemon/schedule/local_time.hpp"

namespace triand::server {

boost::json::array feedback_document(const ApiWorld& world, const std::vector<store::FeedbackView>& feedback,
                                     bool whole) {
  boost::json::array out;
  for (const store::FeedbackView& said : feedback) {
    boost::json::object one;
    one["at"] = schedule::local_time(said.at, world.zone);
    one["reference"] = said.reference;
    one["kind"] = said.kind == store::FeedbackKind::rating ? "rating" : "answer";
    one["rate"] = said.rate > 0 ? boost::json::value(said.rate) : boost::json::value(nullptr);
    // Anything may stand in a customer's own words.
    one["note"] = whole || said.note.empty() ? said.note : "***";
    one["answers"] = boost::json::array(said.answers.begin(), said.answers.end());
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace triand::server
