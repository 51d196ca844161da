package mongo

import (
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/store"
)

// Get implements store.Store.
func (e *Engine) Get(ctx context.Context, collection, id string) (store.Record, error) {
	if _, err := e.catalog.Schema(collection); err != nil {
		return store.Record{}, err
	}
	bounded, done, err := e.begin(ctx)
	if err != nil {
		return store.Record{}, err
	}
	defer done()
	stored, err := e.database.Collection(collection).FindOne(bounded, bson.D{{Key: fieldID, Value: id}}).Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return store.Record{}, notFoundFault(collection, id)
	}
	if err != nil {
		return store.Record{}, translate(ctx, err)
	}
	return decode(stored)
}

// Find implements store.Store.
func (e *Engine) Find(ctx context.Context, collection string, query store.Query) (store.Page, error) {
	schema, err := e.catalog.Schema(collection)
	if err != nil {
		return store.Page{}, err
	}
	plan, err := schema.Plan(query)
	if err != nil {
		return store.Page{}, err
	}
	filter, sort, err := conditions(plan)
	if err != nil {
		return store.Page{}, err
	}
	bounded, done, err := e.begin(ctx)
	if err != nil {
		return store.Page{}, err
	}
	defer done()
	limit := int64(plan.Limit + 1)
	found, err := e.database.Collection(collection).Find(bounded, filter, options.Find().SetSort(sort).SetLimit(limit).SetBatchSize(int32(limit)))
	if err != nil {
		return store.Page{}, translate(ctx, err)
	}
	defer func() { _ = found.Close(bounded) }()
	page := store.Page{}
	for found.Next(bounded) {
		if len(page.Records) == plan.Limit {
			last := page.Records[plan.Limit-1]
			keys, err := schema.Keys(last.Body)
			if err != nil {
				return store.Page{}, err
			}
			page.Next, err = plan.Cursor(last.ID, keys)
			return page, err
		}
		record, err := decode(found.Current)
		if err != nil {
			return store.Page{}, err
		}
		page.Records = append(page.Records, record)
	}
	return page, translate(ctx, found.Err())
}

// conditions gives filter and order. Every path of the index is asked to exist, which
// tells the server that the partial index holds all documents asked for.
func conditions(plan store.Plan) (filter, sort bson.D, err error) {
	columns := slices.Clone(plan.Paths)
	if !plan.Unique {
		columns = append(columns, store.Path{Name: fieldID, Kind: store.String})
	}
	fixed := min(len(plan.Equal), len(columns))
	for i, path := range columns {
		terms := bson.D{}
		switch {
		case i < fixed:
			terms, err = bound(terms, "$eq", path, plan.Equal[i])
		case i == fixed:
			if terms, err = bound(terms, "$gte", path, plan.From); err == nil {
				terms, err = bound(terms, "$lt", path, plan.To)
			}
			if err == nil && plan.In != nil {
				terms, err = among(terms, path, plan.In)
			}
		}
		if err != nil {
			return nil, nil, err
		}
		if i >= fixed && path.Name != fieldID {
			terms = append(terms, bson.E{Key: "$exists", Value: true})
		}
		if len(terms) > 0 {
			filter = append(filter, bson.E{Key: path.Name, Value: terms})
		}
		sort = append(sort, bson.E{Key: path.Name, Value: direction(plan)})
	}
	if filter == nil {
		filter = bson.D{}
	}
	if plan.After == nil {
		return filter, sort, nil
	}
	after, err := beyond(plan, columns[fixed:])
	return append(filter, after...), sort, err
}

func direction(plan store.Plan) int {
	if plan.Descending {
		return -1
	}
	return 1
}

func bound(terms bson.D, operator string, path store.Path, value any) (bson.D, error) {
	stored, err := toStored(path, value)
	if err != nil || stored == nil {
		return terms, err
	}
	return append(terms, bson.E{Key: operator, Value: stored}), nil
}

func among(terms bson.D, path store.Path, values []any) (bson.D, error) {
	list := bson.A{}
	for _, value := range values {
		stored, err := toStored(path, value)
		if err != nil {
			return nil, err
		}
		list = append(list, stored)
	}
	return append(terms, bson.E{Key: "$in", Value: list}), nil
}

// beyond is the condition to come after a place: equal in the first columns and beyond it in
// the next, for one of the columns. The first column is bounded by itself as well, so that
// the server starts there and does not read from the beginning.
func beyond(plan store.Plan, columns []store.Path) (bson.D, error) {
	values := append(slices.Clone(plan.After.Values), plan.After.ID)
	operator := "$gt"
	if plan.Descending {
		operator = "$lt"
	}
	choices, same := bson.A{}, bson.D{}
	for i, path := range columns {
		stored, err := toStored(path, values[i])
		if err != nil {
			return nil, err
		}
		choices = append(choices, append(slices.Clone(same), bson.E{Key: path.Name, Value: bson.D{{Key: operator, Value: stored}}}))
		same = append(same, bson.E{Key: path.Name, Value: bson.D{{Key: "$eq", Value: stored}}})
	}
	if len(columns) == 0 { // the whole key was asked for: there is nothing after it
		return bson.D{{Key: fieldID, Value: bson.D{{Key: "$in", Value: bson.A{}}}}}, nil
	}
	first := bson.D{{Key: columns[0].Name, Value: bson.D{{Key: operator + "e", Value: same[0].Value.(bson.D)[0].Value}}}}
	return bson.D{{Key: "$and", Value: bson.A{first, bson.D{{Key: "$or", Value: choices}}}}}, nil
}
