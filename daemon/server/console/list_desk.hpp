#pragma once

#include <mutex>
#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/kept_lists.hpp"
#include "daemon/server/console/page_desk.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/visit.hpp"

namespace triand::server {

// What the lists' pages do. Each asks the API in its visitor's name. Any thread.
class ListDesk {
 public:
  // What `desk` refers to outlives it.
  explicit ListDesk(const PageDesk& desk);

  // Why a visitor may not load lists.
  [[nodiscard]] std::optional<ApiError> refusal(const Caller& caller) const;

  [[nodiscard]] Response show_lists(Visit& visit);
  // A list has come: it is kept, and its dry run starts.
  [[nodiscard]] Response receive(Request& request, Visit& visit);
  [[nodiscard]] Response show_check(const Request& request, Visit& visit);
  // The dry run once more with other columns, or the load.
  [[nodiscard]] Response order(const Request& request, Visit& visit);
  [[nodiscard]] Response show_job(const Request& request, Visit& visit) const;
  [[nodiscard]] Response rejects(const Request& request, Visit& visit) const;
  [[nodiscard]] Response ask_undo(const Request& request, Visit& visit) const;
  [[nodiscard]] Response undo(const Request& request, Visit& visit) const;

 private:
  [[nodiscard]] Response lists(Visit& visit, const PageNotice& notice);
  [[nodiscard]] Response check_page(Visit& visit, const std::string& token, const KeptList& list,
                                    const PageNotice& notice) const;
  // Asks the API for an import of the file at `path`, which is its own then or goes.
  [[nodiscard]] ApiAnswer import(const Caller& caller, const KeptList& list, std::string& path,
                                 bool dry_run) const;
  // Why it was not begun, if so.
  [[nodiscard]] std::optional<PageNotice> start_check(const Caller& caller, const std::string& token);
  [[nodiscard]] Response check_again(Visit& visit, const std::string& token);
  [[nodiscard]] Response load(Visit& visit, const std::string& token, const KeptList& list);
  [[nodiscard]] std::optional<boost::json::object> import_of(const Visit& visit, const std::string& id) const;
  [[nodiscard]] boost::json::object job(const Caller& caller, const std::string& id) const;

  const ApiDoor& api_;
  KeptLists kept_;
  std::mutex checks_;  // between a look at a list's last check and the start of its next
};

}  // namespace triand::server
