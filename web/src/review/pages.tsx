import { Route, Switch } from "wouter";
import { ReviewList } from "./list";
import { ReviewPage } from "./review_page";

export default function ReviewPages() {
  return (
    <Switch>
      <Route path="/app/reviews" component={ReviewList} />
      <Route path="/app/reviews/:assessment/summary">{({ assessment }) => <ReviewPage key={assessment} assessment={assessment} part="summary" />}</Route>
      <Route path="/app/reviews/:assessment">{({ assessment }) => <ReviewPage key={assessment} assessment={assessment} part="desk" />}</Route>
    </Switch>
  );
}
