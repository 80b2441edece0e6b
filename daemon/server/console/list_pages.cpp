#include "daemon/server/console/list_pages.hpp"

#include <memory>
#include <utility>

#include "daemon/server/console/list_desk.hpp"
#include "daemon/server/console/list_form.hpp"

namespace triand::server {
namespace {

constexpr Phrase kNotAllowed{"Không được phép", "Not allowed"};
constexpr std::uint64_t kLargest = std::uint64_t{5} << 30;

}  // namespace

void add_list_pages(const PageDesk& desk) {
  const auto lists = std::make_shared<ListDesk>(desk);
  // Whom the API lets load no list sees nothing of them here.
  const auto add = [&](const char* method, const char* pattern, Page page) {
    desk.add(method, pattern, [lists, page = std::move(page)](Request& request, Visit& visit) {
      if (const auto error = lists->refusal(visit.caller))
        return notice_page(visit.frame, kNotAllowed, error->message, error->status());
      return page(request, visit);
    });
  };
  add("GET", "/console/lists", [lists](Request&, Visit& visit) { return lists->show_lists(visit); });
  add("GET", "/console/lists/checks/{token}",
      [lists](Request& request, Visit& visit) { return lists->show_check(request, visit); });
  add("POST", "/console/lists/checks/{token}",
      [lists](Request& request, Visit& visit) { return lists->order(request, visit); });
  add("GET", "/console/lists/jobs/{job}",
      [lists](Request& request, Visit& visit) { return lists->show_job(request, visit); });
  add("GET", "/console/lists/{id}/rejects",
      [lists](Request& request, Visit& visit) { return lists->rejects(request, visit); });
  add("GET", "/console/lists/{id}/undo",
      [lists](Request& request, Visit& visit) { return lists->ask_undo(request, visit); });
  add("POST", "/console/lists/{id}/undo",
      [lists](Request& request, Visit& visit) { return lists->undo(request, visit); });
  UploadPage upload;
  upload.pattern = kListsAddress.text();
  upload.max_bytes = kLargest;
  upload.refusal = [lists](const Caller& caller) { return lists->refusal(caller); };
  upload.page = [lists](Request& request, Visit& visit) { return lists->receive(request, visit); };
  desk.add_upload(std::move(upload));
}

}  // namespace triand::server
