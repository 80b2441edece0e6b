#pragma once

#include <cstddef>
#include <vector>

namespace triand::plan {

// Messages on the forecast's virtual clock that come to a channel only when another one's receipt is overdue. Times are
// seconds from the forecast's beginning.
class LateWork {
 public:
  struct Late {
    double due = 0;
    std::size_t channel = 0;
    std::size_t unit = 0;
    std::size_t chain = 0;
    double amount = 0;
  };

  void add(const Late& late) { late_.push_back(late); }
  // With those of the same time, channel, unit and chain, where there are some: for what comes in the order of its time.
  void gather(const Late& late);
  [[nodiscard]] bool empty() const { return late_.empty(); }
  [[nodiscard]] double next() const;  // infinite: there is none
  // Those that are due by then, which are none of the late any more.
  [[nodiscard]] std::vector<Late> take_due(double now);

 private:
  std::vector<Late> late_;
};

}  // namespace triand::plan
