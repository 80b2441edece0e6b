#include "daemon/server/api/api_route.hpp"

#include <utility>

#include "daemon/store/store_error.hpp"

namespace triand::server {

Answer answer_of(const std::function<Answer()>& work) {
  try {
    return work();
  } catch (const store::NotFound& trouble) {
    return ApiError{5, "not-found", trouble.what(), ""};
  } catch (const store::WrongState& trouble) {
    return ApiError{6, "wrong-state", trouble.what(), ""};
  } catch (const store::Refused& trouble) {
    return ApiError{8, "refused", trouble.what(), ""};
  } catch (const store::CannotRecord& trouble) {
    return ApiError{1, "cannot-record", trouble.what(),
                    "nothing was changed; see that the disk has room and is writable, then try again"};
  }
}

Route api_route(std::string method, std::string pattern, Role least, Work work) {
  Route route;
  route.method = std::move(method);
  route.pattern = std::move(pattern);
  route.least = least;
  route.handler = [work = std::move(work)](Request& request) {
    const Answer answer = answer_of([&] { return work(request); });
    if (const auto* error = std::get_if<ApiError>(&answer)) return Response::error(*error);
    return Response::json(std::get<boost::json::object>(answer));
  };
  return route;
}

Route within_units(Route route) {
  route.keeps_to_units = true;
  return route;
}

Route slowly(Route route) {
  route.runs = Runs::on_slow_worker;
  return route;
}

bool may_see_all(const Caller& caller) { return caller.role >= Role::support; }

boost::json::object with_schema(std::string_view schema, boost::json::object document) {
  if (document.contains("schema")) return document;
  boost::json::object out;
  out["schema"] = schema;
  for (auto& member : document) out[member.key()] = std::move(member.value());
  return out;
}

bool is_asked(const Request& request, const std::string& name) {
  const std::string_view value = request.asked(name);
  return value == "1" || value == "true" || value == "yes";
}

}  // namespace triand::server
